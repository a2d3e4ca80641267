"""The mails customers receive, as files: invitation, reminder, and one with a thank-you, in both languages.

python -m bench.mail.samples FOLDER
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ANYTHING = {
    "SECRET_KEY": "only-for-samples-only-for-samples-only-for-samples",
    "DATABASE_URL": "postgresql://nobody@localhost/none",  # nothing is asked of it
    "REDIS_URL": "redis://localhost/0",
    "SITE_URL": "https://nps.example.com",
    "DEFAULT_FROM_EMAIL": "Café Aurora <feedback@nps.example.com>",
}
THANKS = {
    "es": {"incentive": "Un café por tu respuesta", "terms": "Hasta el 31 de diciembre, uno por persona."},
    "en": {"incentive": "A coffee for your answer", "terms": "Until 31 December, one a person."},
}
PEOPLE = {"es": "María José Ñáñez", "en": "Amelia O'Connor"}


def main() -> int:
    """Write <kind>-<language>.html and .txt into the folder."""
    os.environ |= {**ANYTHING, "DJANGO_SETTINGS_MODULE": "nps_app.settings"}
    import django

    django.setup()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, html, text in _mails():
        (folder / f"{name}.html").write_text(html)
        (folder / f"{name}.txt").write_text(text)
    return 0


def _mails() -> Iterator[tuple[str, str, str]]:
    from surveys.channels.email import invitation_mail

    for language, person in PEOPLE.items():
        for kind in ("invitation", "reminder", "thankyou"):
            invitation = _invitation(language, person, THANKS[language] if kind == "thankyou" else None)
            mail = invitation_mail(invitation, is_reminder=kind == "reminder")
            yield f"{kind}-{language}", mail.html, mail.text


def _invitation(language: str, person: str, thanks: dict[str, str] | None):
    from accounts.models import Organisation
    from contacts.models import Contact
    from surveys.models import Campaign, Experiment, Invitation, SurveyVersion
    from surveys.rules.arms import B
    from surveys.rules.texts import complete

    cafe = Organisation(
        pk=1, name="Café Aurora", sender_name="Café Aurora", postal_address="Carrera 7 # 71-21, Bogotá"
    )
    version = SurveyVersion(
        pk=1,
        organisation=cafe,
        brand="Café Aurora",
        default_language=language,
        texts=complete([language], {}, address="tu", wording="b"),
        color="#0b5f57",
    )
    return Invitation(
        organisation=cafe,
        version=version,
        contact=Contact(organisation=cafe, name=person, email="customer@example.com"),
        campaign=Campaign(pk=1, experiment=Experiment(pk=1, texts={language: thanks}) if thanks else None),
        arm=B if thanks else "",
        language=language,
        token="sample-sample-sample-1",
        unsubscribe_token="sample-sample-sample-2",
    )


if __name__ == "__main__":
    sys.exit(main())
