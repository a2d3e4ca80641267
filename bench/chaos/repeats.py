"""F8 and F9: the same thing is started several times at once, by timetables or by people."""

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import requests
from django.db.models import F

from bench.chaos.run import Run
from bench.chaos.stage import Stage
from bench.chaos.visitor import Visitor, launch_form
from tests.delivery.faulty_server import FINE

AT_ONCE = 20


def timetables(stage: Stage, run: Run) -> None:
    """F8: three timetables, each waking the worker for everything; every effect once."""
    from surveys.models import Invitation
    from surveys.tasks import plan_reminders, send_invitations

    stage.mail.choose = lambda _moment, _recipient: FINE
    stage.start_beat("beat2")
    stage.start_beat("beat3")
    run.begin(stage.size(1000, 80))
    run.drain()
    mine = Invitation.objects.filter(campaign=run.campaign)
    days = timedelta(days=run.campaign.reminder_days, hours=1)
    # The reminders' day has come, for three timetables at the same moment.
    mine.update(asked_at=F("asked_at") - days, planned_at=F("planned_at") - days)
    run.messages *= 2
    for _ in range(3):
        for task in (plan_reminders, send_invitations):
            task.apply_async(retry=False)
    stage.wait(lambda: run.ledger().filter(kind="reminder").count() >= run.messages // 2, 60)
    run.drain()
    asked = Counter(run.ledger().values_list("reference", "kind"))
    run.require(max(asked.values()) == 1, f"{max(asked.values())} messages of one kind to one person")
    run.note(f"{run.ledger().filter(kind='reminder').count()} reminders, one each")
    stage.programs.end("beat2")
    stage.programs.end("beat3")


def people(stage: Stage, run: Run) -> None:
    """F9: twenty times the same button at the same moment: launch, answer, import."""
    from contacts.models import Contact
    from integrations.models import ImportJob
    from responses.models import Response
    from surveys.models import Campaign, Invitation

    run.found_company(stage.size(200, 40))
    visitor = Visitor(stage.machine.port, run.owner)
    home = f"/o/{run.organisation.slug}"
    form = launch_form(run.survey)
    answers = at_once(lambda: visitor.post(f"{home}/campaigns/new/", form))
    run.require(set(answers) == {302}, f"launch answered {answers}")
    campaigns = Campaign.objects.of(run.organisation)
    run.require(campaigns.count() == 1, f"{campaigns.count()} sends from one form")
    run.campaign = campaigns.first()
    stage.wait(lambda: run.ledger().count() == run.messages, 60)
    run.drain()

    token = Invitation.objects.filter(campaign=run.campaign).earliest("pk").token
    answers = at_once(lambda: visitor.post(f"/s/{token}/", {"score": "3", "comment": "Late"}))
    run.require(set(answers) <= {303, 429}, f"the answer was answered {answers}")
    found = Response.objects.of(run.organisation).count()
    run.require(found == 1, f"{found} answers of one person")

    rows = "".join(f"nuevo{number}-{uuid.uuid4().hex[:6]}@example.com\n" for number in range(50))
    visitor.post(f"{home}/contacts/imports/new/", {}, {"file": ("a.csv", f"email\n{rows}")})
    job = ImportJob.objects.of(run.organisation).latest("pk")
    answers = at_once(
        lambda: visitor.post(f"{home}/contacts/imports/{job.pk}/columns/", {"column_0": "email"})
    )
    run.require(set(answers) == {302}, f"import answered {answers}")
    stage.wait(lambda: ImportJob.objects.get(pk=job.pk).is_finished, 60)
    grown = Contact.objects.of(run.organisation).count() - run.messages
    run.require(grown == 50, f"{grown} of 50 people imported")
    run.note(f"3 forms, each sent {AT_ONCE} times at once")


def at_once(deed: Callable[[], requests.Response]) -> dict[Any, int]:
    """Do something many times at the same moment; how often each status came back."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(Counter(answer.status_code for answer in pool.map(lambda _: deed(), range(AT_ONCE))))
