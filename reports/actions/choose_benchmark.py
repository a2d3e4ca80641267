from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from reports.models import BenchmarkChoice


@transaction.atomic
def choose_benchmark(
    *, organisation: Organisation, industry: str, by: User, now: datetime, figure: str = ""
) -> BenchmarkChoice:
    """Compare the organisation's score with an industry, and with one figure of it if `figure` names one."""
    # Two people choosing at once: the second waits, and its choice stays.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    choice = BenchmarkChoice.objects.of(organisation).first() or BenchmarkChoice(organisation=organisation)
    choice.industry, choice.figure = industry, figure
    choice.save()
    write_event(
        organisation=organisation,
        verb="benchmark.chosen",
        subject=choice,
        by=by,
        now=now,
        data={"industry": industry, "figure": figure},
    )
    return choice
