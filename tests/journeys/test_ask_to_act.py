"""The main road in a real browser: import, send, answer a mail, see it on the dashboard, find the case.

With the real worker and timetable, PostgreSQL, a Redis-protocol server and SMTP. In Spanish and in English.
"""

import re
from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from contacts.models import Contact
from followup.models import Case
from responses.models import Response
from surveys.models import Invitation
from tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

COMMENT = "Esperé 25 minutos y llegó frío. ¡Ñandú!"
PATIENCE = 30_000


@dataclass(frozen=True)
class Words:
    """What a person looks for on the screen."""

    upload: str
    start: str
    taken: str
    confirm: str
    send: str
    tapped: str
    answer: str
    thanks: str
    owner_mail: str


WORDS = {
    "en": Words(
        "Upload",
        "Start the import",
        "New contacts",
        "confirm",
        "Send to 195 people",
        "3",
        "Send",
        "Thank",
        "answered 3",
    ),
    "es": Words(
        "Subir", "Iniciar", "nuevos", "confirm", "Enviar a 195 personas", "3", "Enviar", "Gracias", "dio un 3"
    ),
}


@pytest.fixture
def site(live_server, settings, monkeypatch, tmp_path):
    """The live server's address, where mails lead; the folder of the mail catcher."""
    settings.SITE_URL = live_server.url
    settings.MAIL_CATCHER_DIR = str(tmp_path / "mail")
    (tmp_path / "mail").mkdir()
    monkeypatch.setenv("SITE_URL", live_server.url)
    return live_server


def csv_of_200(language: str) -> bytes:
    """200 rows: 195 people, two of them named twice, and three rows that cannot be taken in."""
    headings = "Nombre;Correo;Idioma;Sucursal" if language == "es" else "Name;E-mail;Language;Branch"
    names = ["Ángela Muñoz", "José Peña", "Zoë Ibáñez", "Iñaki Núñez", "Lucía Ordóñez"]
    rows = [
        f"{names[number % 5]} {number};cliente{number}@example.com;{language};{'Centro' if number % 2 else 'Niñería'}"
        for number in range(195)
    ]
    rows += ["Ángela Muñoz 0;CLIENTE0@example.com;;Centro", "José Peña 1;cliente1@example.com;;Centro"]
    rows += ["Sin arroba;cliente.example.com;;Centro", "Sin correo;;;Centro", "Otro;a@b@c;;Centro"]
    return "\r\n".join([headings, *rows]).encode("cp1252")


def sign_in(page: Page, site, user, language: str) -> None:
    user.language = language
    user.save()
    page.context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
    page.goto(f"{site.url}/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", factories.PASSWORD)
    page.locator("form [type=submit]").first.click()
    expect(page).to_have_url(re.compile("/o/acme/dashboard/"))


def import_contacts(page: Page, site, words: Words, content: bytes) -> None:
    page.goto(site.url + reverse("integrations:import_new", args=["acme"]))
    page.set_input_files("[type=file]", {"name": "clientes.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name=words.upload).click()
    page.locator("main form button.primary").click()
    # The page follows the worker by itself; its last state offers the rows that were not taken in.
    download = page.locator("a[href$='/problems.csv'], a[href*='problems']")
    expect(download).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as found:
        download.click()
    lines = found.value.path().read_text("utf-8-sig").strip().splitlines()
    assert len(lines) == 1 + 3


def send(page: Page, site, words: Words, survey) -> None:
    page.goto(f"{site.url}{reverse('surveys:campaign_new', args=['acme'])}?survey={survey.pk}")
    page.locator("[name=confirm]").check()
    page.get_by_role("button", name=words.send).click()
    expect(page).to_have_url(re.compile(r"/campaigns/\d+/"))


def open_caught_mail(page: Page, site, settings, mail) -> None:
    """What the catcher of `make run` would have kept, on its page."""
    name = "00000000000000000001-0a0b0c0d"
    head = f"X-Envelope-To: {mail.recipients[0]}\r\n".encode()
    with open(f"{settings.MAIL_CATCHER_DIR}/{name}.eml", "wb") as file:
        file.write(head + mail.raw)
    page.goto(site.url + reverse("delivery:caught_mails"))
    page.locator(f"a[href*='{name}']").first.click()


@pytest.mark.parametrize("language", ["es", "en"])
def test_from_a_file_of_contacts_to_an_open_case(
    page, site, settings, acme, olga, smtp_sink, request, language
):
    request.getfixturevalue("running_worker")
    words = WORDS[language]
    survey = factories.survey(acme, owner=olga, default_language=language)
    sign_in(page, site, olga, language)
    import_contacts(page, site, words, csv_of_200(language))
    assert Contact.objects.of(acme).count() == 195
    assert Contact.objects.of(acme).filter(name="Zoë Ibáñez 2", language=language).exists()
    send(page, site, words, survey)
    mails = smtp_sink.wait_for(195, 60)
    assert len({mail.recipients[0] for mail in mails}) == 195

    open_caught_mail(page, site, settings, mails[7])
    with (
        page.expect_popup()
        if page.frame_locator("iframe").locator("a[target=_blank]").count()
        else page.expect_navigation()
    ):
        page.frame_locator("iframe").get_by_role("link", name=words.tapped, exact=True).click()
    survey_page = page.context.pages[-1]
    expect(survey_page.locator("#s3")).to_be_checked()
    assert not Response.objects.exists()  # opening the link wrote nothing
    survey_page.fill("[name=comment]", COMMENT)
    survey_page.locator("form button").click()
    expect(survey_page.locator("main")).to_contain_text(words.thanks)

    answer = Response.objects.get()
    assert (answer.score, answer.category, answer.comment) == (3, "detractor", COMMENT)
    staff_mail = smtp_sink.wait_for(196, 10)[-1]
    assert staff_mail.recipients == [olga.email]
    assert COMMENT in staff_mail.text
    case = Case.objects.get(response=answer, owner=olga)

    page = page.context.new_page()
    page.goto(site.url + reverse("reports:dashboard", args=["acme"]))
    expect(page.locator("main")).to_contain_text(COMMENT)
    expect(page.locator("main")).to_contain_text("195")
    page.goto(site.url + reverse("followup:case", args=["acme", case.pk]))
    expect(page.locator("main")).to_contain_text(COMMENT)
    assert Invitation.objects.filter(answered_at__isnull=False).count() == 1
