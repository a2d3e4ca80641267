"""Photograph the dashboard with no, 7, 25, 1 200 and 10 million answers, on a phone and on a desk, into docs/images.

Run by `make pictures`; servers are started for it and thrown away. PICTURE_SIZES=0,7 in the environment takes some.
"""

import os
import random
import sys
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bench.dashboard import Loaded, cookie, load, tally
from bench.servers import Machine, servers
from tests.browser import FLAGS, find_chromium

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIZES = tuple(int(size) for size in os.environ.get("PICTURE_SIZES", "0,7,25,1200,10000000").split(","))
WIDTHS = {"phone": 390, "desktop": 1366}
LANGUAGES = {"phone": "es", "desktop": "en"}
MILLIONS = 1_000_000
COLOURS = 128
DAYS = 170
# How often each number from 0 to 10 is given in each branch.
BRANCHES = {
    "Centro": [1, 0, 1, 1, 1, 5, 4, 8, 16, 22, 30],
    "Norte": [1, 0, 1, 1, 2, 6, 6, 11, 17, 17, 20],
    "Sur": [1, 0, 1, 1, 2, 6, 6, 11, 17, 17, 20],
    "Chapinero": [0, 0, 1, 1, 1, 3, 3, 8, 15, 25, 36],
    "Usaquén": [2, 1, 1, 2, 3, 9, 8, 12, 14, 12, 14],
}
WORSE = [6, 3, 4, 5, 5, 12, 9, 10, 11, 9, 9]
NAMES = ["Ana Ríos", "Luis Peña", "Marta Gil", "José Díaz", "Inés Mora", "Raúl Vega", "Eva Luna", "Iván Rey"]
COMMENTS = [
    "Esperé cuarenta minutos y nadie explicó por qué.",
    "Buen producto, pero la entrega llegó tarde.",
    "Todo bien, aunque el local es pequeño.",
    "Me atendieron de maravilla. ¡Gracias, Lucía!",
]


def main() -> int:
    """Take every picture."""
    with servers() as machine, sync_playwright() as playwright:
        from django.utils import timezone

        from nps_app.lib import heartbeat

        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS + sandbox)
        for size in SIZES:
            loaded = load(size) if size >= MILLIONS else few(size)
            tally(loaded.organisation)
            if size == SIZES[0]:
                machine.start_web()
            for part in heartbeat.PARTS:  # no worker runs beside: the page would say so
                heartbeat.record(part, now=timezone.now())
            for place in WIDTHS:
                photograph(browser, machine, loaded, size, place)
    return 0


def few(size: int) -> Loaded:
    """An organisation with some answers of the last half year; one of its branches has got worse."""
    from django.utils import timezone

    from accounts.permissions import Role
    from tests import factories

    organisation = factories.organisation(slug=f"size{size}", region="es-CO", time_zone="America/Bogota")
    user = factories.member(organisation, f"olga{size}", Role.OWNER)
    survey = factories.survey(organisation, user)
    chance, now = random.Random(size), timezone.now()
    for number in range(size):
        at = now - timedelta(days=DAYS * (size - number - 0.5) / size)
        branch = chance.choices(list(BRANCHES), weights=[5, 4, 3, 3, 1])[0]
        worse = branch == "Sur" and number > size / 2
        score = chance.choices(range(11), weights=WORSE if worse else BRANCHES[branch])[0]
        contact = factories.contact(organisation, name=chance.choice(NAMES), properties={"branch": branch})
        factories.response(
            survey,
            score,
            at=at,
            contact=contact,
            properties={"branch": branch},
            comment=COMMENTS[min(score // 3, 3)] if chance.random() < 0.4 else "",
            triaged_at=at,
        )
    return Loaded(organisation, survey, f"/o/{organisation.slug}/dashboard/", cookie(user), 0, {})


def photograph(browser: Browser, machine: Machine, loaded: Loaded, size: int, place: str) -> None:
    """One whole page, as small a file as can be."""
    site = f"http://127.0.0.1:{machine.port}"
    context = browser.new_context(viewport={"width": WIDTHS[place], "height": 844})
    name, _, value = loaded.cookie.partition("=")
    language = {"name": "django_language", "value": LANGUAGES[place], "url": site}
    context.add_cookies([{"name": name, "value": value, "url": site}, language])
    page = context.new_page()
    page.goto(f"{site}{loaded.path}{'?period=all' if size >= MILLIONS else ''}")
    # A window as high as the page, so that what sticks to its edges is where it belongs.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": WIDTHS[place], "height": height})
    picture = IMAGES / f"dashboard-{size}-{place}.png"
    page.screenshot(path=picture)
    context.close()
    with Image.open(picture) as taken:
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(f"{picture.name}: {picture.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
