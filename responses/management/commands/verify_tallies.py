"""manage.py verify_tallies: compare every tally with the answers it stands for; --repair counts anew what is wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation
from responses.actions.doubt_days import doubt_days
from responses.actions.refresh_tallies import refresh_tallies
from responses.models import StaleRange, TallyState
from responses.queries.recount import surveys_with_days, wrong_days


class Command(BaseCommand):
    help = "Compare the daily tallies with a recount of the answers and invitations. Fails where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="count the wrong days anew")
        parser.add_argument("--organisation", metavar="SLUG", help="only this one")

    def handle(self, *args: Any, repair: bool, organisation: str | None, **options: Any) -> None:
        rows = Organisation.objects.order_by("pk")
        if organisation:
            rows = rows.filter(slug=organisation)
            if not rows:
                raise CommandError(f"There is no organisation {organisation}.")
        wrong = sum(self._check(row, repair=repair) for row in rows)
        if wrong and not repair:
            raise CommandError(f"{wrong} days are wrong. Run it with --repair to count them anew.")
        self.stdout.write(f"{wrong} days were wrong and are right now." if wrong else "Every tally is right.")

    def _check(self, organisation: Organisation, *, repair: bool) -> int:
        state = TallyState.objects.of(organisation).first()
        if state is None:
            return 0  # nothing tallied yet
        found = 0
        for survey_id in surveys_with_days(organisation):
            for kind in StaleRange.Kind:
                days = wrong_days(state, survey_id, kind)
                found += len(days)
                for day in days:
                    self.stdout.write(f"{organisation.slug}: survey {survey_id}, {kind}, {day}")
                if repair:
                    doubt_days(state=state, days=[(survey_id, day) for day in days], kind=kind)
        while repair and found and refresh_tallies(organisation=organisation):
            pass
        return found
