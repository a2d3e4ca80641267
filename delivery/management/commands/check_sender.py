from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from delivery.actions.check_sender import check_sender
from delivery.rules.sender_checks import Verdict
from delivery.templatetags.sender_words import check_words, problem_words, verdict_words


class Command(BaseCommand):
    help = "Ask the name servers whether mails of ours will be taken: SPF, DKIM, DMARC, MX, PTR."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("selector", help="DKIM selector: the first part of the name of the published key")

    def handle(self, *args: Any, **options: Any) -> None:
        checks = check_sender(selector=options["selector"])
        for check in checks:
            self.stdout.write(f"{check_words(check.what)}: {verdict_words(check.verdict)}")
            if check.found:
                self.stdout.write(f"  {check.found}")
            if check.problem:
                self.stdout.write(f"  {problem_words(check.problem)}")
            if check.value:
                self.stdout.write(f"  {check.name} {check.type} {check.value}")
        if any(check.verdict == Verdict.BAD for check in checks):
            raise CommandError("Mails from this domain will be refused or end up as spam.")
