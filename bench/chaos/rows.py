"""F21 and F23: visitors who are machines, and mails that cannot be written."""

import subprocess
import sys
from datetime import timedelta

from django.db.models.functions import Now
from django.utils import timezone

from bench.chaos.run import Run
from bench.chaos.stage import Stage
from nps_app.embedded.paths import CHECKOUT

STORM = "tests/journeys/test_scanner_storm.py"
EVERY = 100
UNSENDABLE = "nobody@" + "x" * 70 + ".example"
NOT_A_LANGUAGE = "zz"


def scanners(_stage: Stage, run: Run) -> None:
    """F21: eight kinds of machine and fifty people in Chromium, with the servers of the tests."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", STORM, "-q", "-p", "no:cacheprovider"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    run.others = 58
    run.note(f"8 kinds of machine, 50 people: {done.stdout.strip().splitlines()[-1]}")
    run.require(done.returncode == 0, f"{STORM} failed:\n{done.stdout[-1500:]}")


def poison(stage: Stage, run: Run) -> None:
    """F23: one mail in a hundred goes to an address nobody can send to, another has no text in its version."""
    from delivery.models import OutboundMessage
    from surveys.actions.plan_invitations import plan_invitations
    from surveys.models import Campaign, Invitation, SurveyVersion
    from tests import factories

    run.found_company(stage.size(1000, 200))
    campaign = factories.campaign(run.survey, state=Campaign.State.PLANNING)
    run.campaign = campaign
    now = timezone.now() + timedelta(seconds=30)  # planned for later, so that there is time for the poison
    while plan_invitations(campaign=campaign, now=now):
        pass
    run.ledger().update(next_at=Now() + timedelta(hours=1))
    rows = list(run.ledger().order_by("pk"))
    addresses, texts = rows[::EVERY], rows[1::EVERY]
    for number, row in enumerate(addresses):
        address = f"{number}{UNSENDABLE}"
        invitation = Invitation.objects.get(pk=row.reference.partition(":")[2])
        run.contacts().filter(pk=invitation.contact_id).update(email=address)
        OutboundMessage.objects.filter(pk=row.pk).update(recipient=address)
    version = SurveyVersion.objects.create(
        organisation=run.organisation,
        survey=run.survey,
        number=2,
        brand="Acme",
        default_language=NOT_A_LANGUAGE,
        texts={},
        published_at=timezone.now(),
    )
    references = [row.reference.partition(":")[2] for row in texts]
    Invitation.objects.filter(pk__in=references).update(version=version)
    run.ledger().update(next_at=Now())
    run.drain()
    poisoned = len(addresses) + len(texts)
    wanted = {"sent": run.messages - poisoned, "failed": poisoned}
    run.require(run.states() == wanted, f"{dict(run.states())}, not {wanted}")
    run.note(f"{poisoned} mails could not be written; the others left")
