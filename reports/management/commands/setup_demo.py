import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.actions.create_organisation import create_organisation
from accounts.models import User
from reports.actions.create_sample_data import create_sample_data

OWNER = "owner@example.com"
COMPANY = "Café Aurora"
PASSWORD_BYTES = 12


class Command(BaseCommand):
    help = "Create, once, an owner to sign in as and a company with sample data to look around in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print-sign-in", action="store_true", help="only say how to sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print_sign_in"]:
            self.stdout.write(self._sign_in())
        elif not User.objects.filter(email__iexact=OWNER).exists():
            self._create()

    @transaction.atomic
    def _create(self) -> None:
        now = timezone.now()
        owner = User.objects.create_user(OWNER, self._password(), name="Alma Rivera")
        company = create_organisation(
            name=COMPANY, by=owner, now=now, time_zone="America/Bogota", region="es-CO"
        )
        create_sample_data(organisation=company, by=owner, now=now)

    def _password(self) -> str:
        """The stored password, or a new one; kept so that each start can show it again."""
        path = _password_file()
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(PASSWORD_BYTES))
        return path.read_text().strip()

    def _sign_in(self) -> str:
        owner = User.objects.filter(email__iexact=OWNER).first()
        path = _password_file()
        if owner and path.exists() and owner.check_password(path.read_text().strip()):
            return f"sign in as {OWNER}, password {path.read_text().strip()}"
        if owner:
            return f"sign in as {OWNER} with the password you chose"
        return "no demo account here: sign up for one"


def _password_file() -> Path:
    return Path(settings.BASE_DIR) / "var" / "owner_password"
