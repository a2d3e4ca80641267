"""Photograph the dashboard and the survey page of a running `make run`, and the mail, into docs/images.

Run by `make screenshots`; PORT names another port than 8000.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.mail.pictures import take_pictures
from tests.browser import FLAGS, find_chromium

CHECKOUT = Path(__file__).resolve().parent.parent
IMAGES = CHECKOUT / "docs" / "images"
SITE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
OWNER = "owner@example.com"


def main() -> int:
    """Sign in as the owner of the sample data and take every picture; needs a fresh `make run`."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS + sandbox)
        page = sign_in(browser)
        page.screenshot(path=IMAGES / "dashboard-en.png")
        survey = preview_address(page)
        phone = browser.new_context(
            storage_state=page.context.storage_state(), viewport={"width": 390, "height": 844}
        ).new_page()
        phone.goto(survey)
        phone.locator("label:has(#s9)").click()
        phone.screenshot(path=IMAGES / "survey-es.png")
        take_pictures(browser)
    print(f"Pictures in {IMAGES.relative_to(CHECKOUT)}")
    return 0


def sign_in(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 820}, locale="en").new_page()
    page.goto(f"{SITE}/accounts/login/")
    page.fill("[name=login]", OWNER)
    page.fill("[name=password]", (CHECKOUT / "var" / "owner_password").read_text().strip())
    page.locator("form [type=submit]").first.click()
    page.wait_for_url("**/dashboard/")
    return page


def preview_address(page: Page) -> str:
    """The sample survey's page as a customer sees it."""
    page.goto(page.url.replace("/dashboard/", "/surveys/"))
    page.locator("main a[href*='/surveys/']:not([href$='/new/'])").first.click()
    return page.url.rstrip("/") + "/preview/?lang=es"


if __name__ == "__main__":
    sys.exit(main())
