import json
import logging
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from delivery.actions.claim_hooks import claim_hooks
from delivery.actions.close_message import close_message
from delivery.models import OutboundMessage
from integrations.actions.note_attempt import note_attempt
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.rules.webhook_schedule import Attempt, read_retry_after
from integrations.rules.webhook_signature import signed_headers
from nps_app.lib import http

logger = logging.getLogger(__name__)

TIMEOUT = 15
# While somebody takes their time, the others go on being served.
LONGEST = 50
AT_ONCE = 32
AT_ONCE_EACH = 4
LOOK_AGAIN = 0.25
ORDER = ("id", "type", "timestamp", "organisation", "data")

Clock = Callable[[], datetime]


def deliver_webhooks(*, clock: Clock, limit_seconds: float) -> int:
    """Announce what is due, to many endpoints at once; returns how many events were taken.

    One that is slow or dead keeps its own queue waiting and no other: each has a few places at the most, and one
    while it fails. Only the requests run in threads; the ledger is written here. Not one transaction: every step
    is committed, and a kill in between means that the event goes again, under the same name.
    """
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook") as pool:
        return _Dispatch(pool, clock, limit_seconds).run()


@dataclass(frozen=True)
class _Flight:
    delivery: WebhookDelivery
    url: str
    body: bytes
    headers: dict[str, str]

    def fly(self, clock: Clock) -> Attempt:
        """Hand the event over; in a thread, without the database."""
        try:
            answer = http.send("POST", self.url, body=self.body, headers=self.headers, seconds=TIMEOUT)
        except (http.NotReached, http.NoAnswer) as error:
            return Attempt(status=0, excerpt=str(error))
        except Exception:
            # Whatever an address does to the library that asks it: the others must not wait for it.
            logger.exception("%s could not be asked", self.delivery.endpoint)
            return Attempt(status=0, excerpt="")
        later = read_retry_after(answer.headers.get("Retry-After", ""), now=clock())
        return Attempt(status=answer.status, excerpt=answer.text, retry_after=later)


class _Dispatch:
    def __init__(self, pool: ThreadPoolExecutor, clock: Clock, limit_seconds: float) -> None:
        self.pool, self.clock = pool, clock
        began = time.monotonic()
        self.deadline, self.last = began + limit_seconds, began + LONGEST
        self.owner = uuid.uuid4()
        self.flights: dict[Future[Attempt], _Flight] = {}
        self.taken = 0

    def run(self) -> int:
        while True:
            started = self._start() if self._goes_on() else 0
            if not self.flights:
                return self.taken
            landed, _ = wait(self.flights, timeout=0 if started else LOOK_AGAIN, return_when=FIRST_COMPLETED)
            for future in landed:
                self._land(future)

    def _goes_on(self) -> bool:
        now = time.monotonic()
        return now < self.deadline or (bool(self.flights) and now < self.last)

    def _start(self) -> int:
        claimed = claim_hooks(rooms=self._rooms(), owner=self.owner, limit=AT_ONCE - len(self.flights))
        deliveries = {
            row.message_id: row
            for row in WebhookDelivery.objects.filter(message__in=claimed).select_related(
                "endpoint", "event", "organisation"
            )
        }
        for message in claimed:
            delivery = deliveries.get(message.pk)
            if delivery is None:  # its event went with the person it was about
                self._drop(message, OutboundMessage.State.CANCELLED, "erased")
                continue
            delivery.message = message
            try:
                flight = self._flight(delivery)
            except Exception:
                logger.exception(
                    "event %s could not be written for %s", delivery.event_id, delivery.endpoint_id
                )
                self._drop(message, OutboundMessage.State.FAILED, "not_composed")
                continue
            self.flights[self.pool.submit(flight.fly, self.clock)] = flight
        return len(claimed)

    def _rooms(self) -> dict[str, int]:
        """How many more events each endpoint may get now."""
        busy = Counter(flight.delivery.endpoint_id for flight in self.flights.values())
        rested = Q(retry_at=None) | Q(retry_at__lte=self.clock())
        rooms = {
            endpoint.reference: (1 if endpoint.failures else AT_ONCE_EACH) - busy[endpoint.pk]
            for endpoint in WebhookEndpoint.objects.filter(rested, state=WebhookEndpoint.State.ACTIVE)
        }
        return {reference: room for reference, room in rooms.items() if room > 0}

    def _flight(self, delivery: WebhookDelivery) -> _Flight:
        # The database keeps no order; a reader likes to know first what it is about.
        content = delivery.event.body or {}
        told = {name: content[name] for name in ORDER}
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        now = self.clock()
        headers = signed_headers(
            name=delivery.event.name,
            body=body,
            signing_secrets=delivery.endpoint.signing_secrets(now),
            now=now,
        )
        return _Flight(
            delivery, delivery.endpoint.url, body.encode(), {"Content-Type": "application/json", **headers}
        )

    def _land(self, future: Future[Attempt]) -> None:
        flight = self.flights.pop(future)
        attempt = future.result()
        if note_attempt(delivery=flight.delivery, owner=self.owner, attempt=attempt, now=self.clock()):
            self.taken += 1

    def _drop(self, message: OutboundMessage, state: str, reason: str) -> None:
        close_message(message=message, owner=self.owner, state=state, settled=None, reason=reason)
