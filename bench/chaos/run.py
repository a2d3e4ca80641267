"""One send under one fault: a company of its own, its people, what is expected of it and what was found."""

import re
import time
import uuid
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from bench.chaos.stage import CONNECTIONS, Stage, patiently
from nps_app.lib.nudge import nudge
from tests.delivery.faulty_server import FaultyServer

STALLED_SECONDS = 2.0
GIVE_UP = 180


class Run:
    """A send of one fault. `allow` says how many messages may end as uncertain."""

    def __init__(self, stage: Stage, code: str, title: str) -> None:
        self.stage, self.code, self.title = stage, code, title
        self.began = time.monotonic()
        self.messages = self.kills = self.allowed = 0
        self.others = 0  # what is not a mail of the send, for the table
        self.duplicates = self.lost = self.uncertain = 0
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.skipped = ""
        self.organisation: Any = None
        self.owner: Any = None
        self.campaign: Any = None
        self.own_servers: list[FaultyServer] = []

    # What is expected ----------------------------------------------------------------------------

    def require(self, holds: object, problem: str) -> None:
        """Remember what does not hold."""
        if not holds:
            self.problems.append(problem)

    def note(self, text: str) -> None:
        """A measured value for the table."""
        self.notes.append(text)

    def killed(self, times: int = 1, connections: int = CONNECTIONS) -> None:
        """Something was killed: each of its connections may leave one message uncertain."""
        self.kills += times
        self.allowed += times * connections

    # The send ------------------------------------------------------------------------------------

    def begin(self, people: int) -> None:
        """Launch a send to new people of a new company."""
        self.found_company(people)
        self.launch()

    def found_company(self, people: int) -> None:
        """A company, its survey and its people; nobody is asked yet."""
        from django.utils import timezone

        from contacts.models import Contact
        from tests import factories

        now = timezone.now()
        self.organisation = factories.organisation(
            name="Acme", slug=f"{self.code.lower()}-{uuid.uuid4().hex[:6]}"
        )
        self.owner = factories.member(self.organisation, self.organisation.slug, "owner")
        self.survey = factories.survey(self.organisation, owner=self.owner)
        Contact.objects.bulk_create(
            Contact(
                organisation=self.organisation,
                email=f"{self.organisation.slug}.{number}@example.com",
                name=f"José {number} Peña",
                language=("es", "en")[number % 2],
                created_at=now,
                updated_at=now,
            )
            for number in range(people)
        )
        self.messages = people

    def contacts(self) -> Any:
        """The people of the company."""
        from contacts.models import Contact

        return Contact.objects.of(self.organisation)

    def launch(self) -> None:
        """Press the button, and wait until everybody is planned."""
        from django.utils import timezone

        from surveys.actions.launch_campaign import launch_campaign
        from surveys.tasks import plan_invitations

        self.campaign = launch_campaign(
            organisation=self.organisation,
            survey=self.survey,
            segment=None,
            launch_key=uuid.uuid4(),
            by=self.owner,
            now=timezone.now(),
        )
        nudge(plan_invitations)
        self.stage.wait(lambda: patiently(self.ledger().exists), GIVE_UP)

    def ledger(self) -> Any:
        """The ledger's rows of this send."""
        from delivery.models import OutboundMessage

        return OutboundMessage.objects.filter(
            organisation=self.organisation, kind__in=["invitation", "reminder"]
        )

    def states(self) -> Counter[str]:
        """How many rows are in each state."""
        return patiently(lambda: Counter(self.ledger().values_list("state", flat=True)))

    @property
    def accepted(self) -> list[tuple[str, str]]:
        """Recipient and Message-ID of each mail of this send the server took."""
        ours = f"{self.organisation.slug}."
        taken = [mail for server in (self.stage.mail, *self.own_servers) for mail in server.accepted]
        return [(mail.recipient, mail.message_id) for mail in taken if mail.recipient.startswith(ours)]

    def wait_accepted(self, mails: int, seconds: float = GIVE_UP) -> bool:
        """Wait until so many mails of this send were taken, or nothing is left to send."""
        return self.stage.wait(lambda: len(self.accepted) >= mails or self.is_through(), seconds, pause=0.005)

    def wait_tried(self, seconds: float = GIVE_UP) -> None:
        """Wait until every message was tried at least once."""
        untried = self.ledger().filter(attempts=0, reason="", state__in=["queued", "leased", "armed"])
        self.wake()
        self.stage.wait(lambda: not patiently(untried.exists), seconds, pause=0.1)

    def waits(self) -> list[float]:
        """Seconds until the second try of each message that waits for it."""
        from django.db.models.functions import Now

        waiting = self.ledger().filter(state="queued", attempts=1).annotate(clock=Now())
        return [(row.next_at - row.clock).total_seconds() for row in waiting]

    def is_through(self) -> bool:
        states = self.states()
        return bool(states) and not set(states) & {"queued", "leased", "armed"}

    # Time ----------------------------------------------------------------------------------------

    def bury(self) -> None:
        """No worker lives: let the leases they held run out, as the next minutes would."""
        from django.db.models.functions import Now

        patiently(lambda: self.ledger().filter(state__in=["leased", "armed"]).update(lease_until=Now()))

    def bury_those_of(self, crash: datetime) -> None:
        """The database fell over at `crash`: no pump of before lives, those that came after do."""
        from django.db.models.functions import Now

        from delivery.actions.claim import LEASE_SECONDS
        from delivery.actions.pump import ARMED_SECONDS

        for state, seconds in (("leased", LEASE_SECONDS), ("armed", ARMED_SECONDS)):
            until = crash + timedelta(seconds=seconds)
            held = self.ledger().filter(state=state, lease_until__lte=until)
            patiently(lambda held=held: held.update(lease_until=Now()))

    def hasten(self) -> None:
        """Let the hour of what waits for another attempt come, and of ways out whose breaker is open."""
        from django.db.models.functions import Now

        from delivery.models import Transport

        down = Transport.objects.filter(down_since__isnull=False, retry_at__gt=Now())
        patiently(lambda: down.update(retry_at=Now()))
        waiting = self.ledger().filter(state="queued", next_at__gt=Now() + timedelta(seconds=1))
        patiently(lambda: waiting.update(next_at=Now()))

    def wake(self) -> None:
        """What the timetable does every few seconds and minutes."""
        from delivery.tasks import settle_stuck
        from surveys.tasks import reconcile_invitations, send_invitations

        for task in (settle_stuck, send_invitations, reconcile_invitations):
            nudge(task)

    def drain(self, seconds: float = GIVE_UP, stalled: float = STALLED_SECONDS) -> None:
        """Go on until every row is final. Where nothing moves any more, minutes pass: leases of the dead end."""
        deadline = time.monotonic() + seconds
        before, since = Counter[str](), time.monotonic()
        self.wake()
        while time.monotonic() < deadline:
            self.stage.wait(self.is_through, 0.5, pause=0.1)
            states = self.states()
            if self.is_through():
                break
            if states != before:
                before, since = states, time.monotonic()
            elif time.monotonic() - since > stalled:
                self._pass_minutes(states)
                since = time.monotonic()

    def _pass_minutes(self, states: Counter[str]) -> None:
        if states["leased"] or states["armed"]:
            self.stage.end_workers()
            self.bury()
            self.stage.workers_back()
        self.hasten()
        self.wake()

    # What must hold ------------------------------------------------------------------------------

    def verify(self) -> None:
        """The invariants I1 to I6 of this send."""
        if self.organisation is None:
            return
        rows = patiently(
            lambda: list(self.ledger().values_list("dedup_key", "recipient", "message_id", "state"))
        )
        key_of = {message_id: key for key, _, message_id, _ in rows}
        taken = Counter(key_of.get(message_id, message_id) for _, message_id in self.accepted)
        sent = {key for key, _, _, state in rows if state == "sent"}
        uncertain = {key for key, _, _, state in rows if state == "uncertain"}
        open_rows = sum(state in {"queued", "leased", "armed"} for *_, state in rows)
        missing = self.messages - len(rows)
        self.duplicates = sum(number - 1 for number in taken.values())
        self.lost = missing + open_rows + len(sent - set(taken))
        self.uncertain = len(uncertain)
        self.require(missing == 0 and not open_rows, f"I1: {missing} rows missing, {open_rows} not final")
        self.require(not self.duplicates, f"I2: {self.duplicates} mails accepted twice")
        self.require(sent <= set(taken), f"I3: {len(sent - set(taken))} called sent were never accepted")
        stray = set(taken) - sent - uncertain
        self.require(not stray, f"I4: {len(stray)} accepted are neither sent nor uncertain")
        self.require(
            len(uncertain) <= self.allowed, f"I5: {len(uncertain)} uncertain, at most {self.allowed} expected"
        )
        if rows:
            self._verify_page(rows)

    def _verify_page(self, rows: list[tuple[str, str, str, str]]) -> None:
        """I6: what the page of the send says is what the ledger holds."""
        from bench.chaos.visitor import Visitor
        from surveys.tasks import reconcile_invitations

        nudge(reconcile_invitations)
        states = Counter(state for key, _, _, state in rows if key.startswith("invitation:"))
        wanted = {
            "Sent": states["sent"],
            "Uncertain": states["uncertain"],
            "Failed": states["failed"] + states["expired"],
            "Cancelled": states["cancelled"],
            "Waiting": 0,
        }
        visitor = Visitor(self.stage.machine.port, self.owner)
        path = f"/o/{self.organisation.slug}/campaigns/{self.campaign.pk}/progress/"
        shown: dict[str, int] = {}

        def agrees() -> bool:
            text = visitor.get(path).text
            found = re.findall(r"<dt>(\w[\w ]*)</dt><dd>([\d.,\s]+)", text)
            shown.update({name: int(re.sub(r"\D", "", number)) for name, number in found})
            return all(shown.get(name, 0) == number for name, number in wanted.items())

        self.require(
            self.stage.wait(agrees, 20, pause=0.3), f"I6: the page shows {shown}, the ledger {wanted}"
        )
