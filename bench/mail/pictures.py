"""Photograph the invitation at the width of a narrow and of a wide mail program, light and dark, into docs/images.

python -m bench.mail.pictures
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import FLAGS, find_chromium

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
WIDTHS = (360, 600)
SCHEMES = ("light", "dark")


def main() -> int:
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS + sandbox)
        take_pictures(browser)
    return 0


def take_pictures(browser: Browser) -> None:
    """mail-<language>-<width>-<light or dark>.png, of the very HTML that leaves."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "bench.mail.samples", folder], check=True)
        for width in WIDTHS:
            for scheme in SCHEMES:
                page = browser.new_page(viewport={"width": width, "height": 200}, color_scheme=scheme)
                for file in sorted(Path(folder).glob("invitation-*.html")):
                    page.goto(file.as_uri())
                    language = file.stem.rpartition("-")[2]
                    page.screenshot(path=IMAGES / f"mail-{language}-{width}-{scheme}.png", full_page=True)
                page.close()


if __name__ == "__main__":
    sys.exit(main())
