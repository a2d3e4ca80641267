import logging
import time
import uuid
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from delivery.actions.claim import Claimed, claim
from delivery.actions.close_message import close_message
from delivery.actions.desk import Close, Desk, Later
from delivery.actions.give_back import give_back
from delivery.actions.keep_pace import Enough, is_crowded, keep_pace
from delivery.actions.note_failure import note_failure
from delivery.actions.note_success import note_success
from delivery.actions.put_back import put_back
from delivery.actions.take_share import take_share
from delivery.actions.take_turn import take_turn
from delivery.models import Channel, OutboundMessage, Transport
from delivery.queries.resting import resting_among
from delivery.rules.breaker import IN_A_ROW, Cause
from delivery.rules.kinds import TO_CUSTOMERS
from delivery.rules.references import reference_of
from delivery.rules.retry import wait_before_retry
from delivery.rules.smtp_replies import Verdict
from delivery.transports.carrier import (
    Carrier,
    ConnectionLost,
    NotArmed,
    OutcomeUnknown,
    Parcel,
    Receipt,
    Refused,
)
from delivery.transports.mime import ascii_address

logger = logging.getLogger(__name__)

BATCH = 50
# Longer than the longest wait for the server's last word (settings.EMAIL_TIMEOUT, once for body and for answer).
ARMED_SECONDS = 300
# The breaker, not the message, decides when a broken way out is tried again.
TRANSPORT_WAIT = timedelta(seconds=10)
DOMAIN_WAIT = timedelta(minutes=10)
State = OutboundMessage.State


ARM = """
    UPDATE delivery_outboundmessage
    SET state = 'armed', armed_at = clock_timestamp(),
        lease_until = clock_timestamp() + make_interval(secs => %s)
    WHERE id = %s AND owner = %s AND state = 'leased' AND lease_until > clock_timestamp()
"""


class _TransportDown(Exception):
    """Nothing can leave at the moment; the rest of the batch waits."""


class Pump:
    """Takes due messages of one way out in batches and brings each as far as it goes."""

    def __init__(self, desk: Desk, transport: Transport, *, deadline: float) -> None:
        self.desk, self.transport, self.deadline = desk, transport, deadline
        self.owner = uuid.uuid4()
        self.sent = 0
        self.blocked = 0  # in a row
        # Nothing else leaves until one message has shown that the way is open again.
        self.must_try = transport.is_down and (
            transport.down_reason != Cause.BLOCKED or bool(TO_CUSTOMERS & set(desk.kinds))
        )
        self.share: int | None = None  # of today's number, not yet used
        self.resting: set[int] = set()
        # Accepted by the server, still "armed" in the ledger: written with the arming of the next one,
        # which makes one commit per mail instead of two.
        self.accepted: tuple[OutboundMessage, Receipt] | None = None

    def run(self, carrier: Carrier) -> int:
        """Work until nothing is due or the time is over; returns how many messages were sent."""
        while time.monotonic() < self.deadline:
            limit = 1 if self.must_try else BATCH
            batch = claim(transport=self.transport, kinds=self.desk.kinds, owner=self.owner, limit=limit)
            self.resting = resting_among([claimed.message for claimed in batch])
            try:
                self.share = self._share(len(batch))
                for claimed in batch:
                    if time.monotonic() >= self.deadline:
                        break
                    self._handle(claimed, carrier)
            except Enough as window:
                logger.info("enough mails to customers for this %s", window)
                break
            except _TransportDown as error:
                logger.warning("mail cannot leave: %s", error)
                break
            finally:
                self._write_accepted()
                self._release_rest()
                self._give_back_share()
            if len(batch) < limit:
                break
        return self.sent

    def _handle(self, claimed: Claimed, carrier: Carrier) -> None:
        """Bring one message as far as it goes. Its own faults end with it; the database's end the pump."""
        message = claimed.message
        try:
            closing = self._check(claimed)
            if isinstance(closing, Later):
                self._postpone(message, closing)
                return
            if closing is not None:
                self._close(message, closing.state, closing.reason)
                return
            parcel = self._parcel(message)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("message %s could not be composed", message.pk)
            self._close(message, State.FAILED, "not_composed")
            return
        if is_crowded(transport=self.transport, recipient=parcel.recipient):
            put_back(message=message, owner=self.owner, wait=DOMAIN_WAIT, reason="domain_pace", counts=False)
            return
        keep_pace(message=message, transport=self.transport, deadline=self.deadline)
        if self.share == 0:
            raise Enough("day")
        if self.must_try and not take_turn(transport=self.transport):
            raise _TransportDown("somebody else tries it, or it is too early")
        self.share = None if self.share is None else self.share - 1
        self._hand_over(message, carrier, parcel)

    def _share(self, wanted: int) -> int | None:
        """How many of a batch today's number allows; None where nobody counts."""
        return None if self.transport.is_servers else take_share(transport=self.transport, wanted=wanted)

    def _give_back_share(self) -> None:
        if self.share:
            give_back(transport=self.transport, number=self.share)
        self.share = None

    def _check(self, claimed: Claimed) -> Close | Later | None:
        if claimed.is_expired:
            return Close(State.EXPIRED, "expired")
        if claimed.message.pk in self.resting:
            return Close(State.SUPPRESSED, "resting")
        return self.desk.recheck(claimed.message) if self.desk.recheck else None

    def _parcel(self, message: OutboundMessage) -> Parcel:
        composed = self.desk.render(message)
        to = composed.recipient
        return Parcel(
            recipient=ascii_address(to) if self.transport.channel == Channel.EMAIL else to,
            body=composed.as_bytes(message_id=message.message_id, date=message.created_at),
            reference=reference_of(message.pk, str(settings.SECRET_KEY)),
            message_id=message.message_id,
        )

    def _hand_over(self, message: OutboundMessage, carrier: Carrier, parcel: Parcel) -> None:
        try:
            receipt = carrier.send(parcel, lambda: self._arm(message))
        except Refused as refusal:
            self._refused(message, refusal)
        except ConnectionLost as error:
            put_back(
                message=message, owner=self.owner, wait=TRANSPORT_WAIT, reason="no_connection", counts=False
            )
            note_failure(transport=self.transport, cause=error.cause, detail=str(error))
            raise _TransportDown(str(error)) from error
        except NotArmed:
            logger.warning("message %s was not sent: its lease was over", message.pk)
        except OutcomeUnknown as error:
            logger.warning("message %s: outcome unknown (%s)", message.pk, error)
            self._unknown(message)
            note_failure(transport=self.transport, cause=Cause.NO_ANSWER, detail=str(error))
            if self.transport.is_down:
                raise _TransportDown(str(error)) from error
        else:
            self.accepted = (message, receipt)
            self._works()

    def _arm(self, message: OutboundMessage) -> bool:
        """Write down, for good, that from now on the message may have been sent."""
        with transaction.atomic(durable=True):
            self._write_accepted()
            with connection.cursor() as cursor:
                cursor.execute(ARM, [ARMED_SECONDS, message.pk, self.owner])
                return bool(cursor.rowcount)

    def _write_accepted(self) -> None:
        if self.accepted is None:
            return
        (message, receipt), self.accepted = self.accepted, None
        if self._close(message, State.SENT, "", receipt.code, receipt):
            self.sent += 1

    def _close(
        self,
        message: OutboundMessage,
        state: str,
        reason: str,
        code: int | None = None,
        receipt: Receipt | None = None,
    ) -> bool:
        close = partial(
            close_message,
            message=message,
            owner=self.owner,
            state=state,
            reason=reason,
            smtp_code=code,
            provider_ref=receipt.ref if receipt else "",
            segments=receipt.segments if receipt else None,
        )
        try:
            return close(settled=self.desk.settled)
        except DatabaseError:
            raise
        except Exception:
            # The ledger must not forget what happened to a message because somebody else could not take note.
            logger.exception("nobody took note that message %s is %s", message.pk, state)
            return close(settled=None)

    def _refused(self, message: OutboundMessage, refusal: Refused) -> None:
        logger.info("message %s refused: %s", message.pk, refusal)
        verdict, code = refusal.verdict, refusal.code
        if verdict is Verdict.TRANSPORT:
            put_back(
                message=message,
                owner=self.owner,
                wait=TRANSPORT_WAIT,
                reason="transport",
                counts=False,
                code=code,
            )
            note_failure(transport=self.transport, cause=refusal.cause, detail=str(refusal))
            raise _TransportDown(str(refusal))
        if verdict in {Verdict.RETRY, Verdict.BLOCKED}:
            reason = "blocked" if verdict is Verdict.BLOCKED else "deferred"
            wait = wait_before_retry(message.attempts + 1, seed=message.pk)
            if wait is not None:
                put_back(message=message, owner=self.owner, wait=wait, reason=reason, counts=True, code=code)
            else:
                self._close(message, State.FAILED, "gave_up", code)
        elif verdict is Verdict.UNSUBSCRIBED:
            self._close(message, State.SUPPRESSED, str(verdict), code)
        else:
            self._close(message, State.FAILED, str(verdict), code)
        if verdict is Verdict.BLOCKED:
            self._blocked(refusal)
        else:
            self._works()

    def _blocked(self, refusal: Refused) -> None:
        """One refusal for reasons of policy may be the recipient's; a run of them is about us."""
        self.blocked += 1
        if self.blocked >= IN_A_ROW or self.must_try:
            note_failure(transport=self.transport, cause=Cause.BLOCKED, detail=str(refusal))
            raise _TransportDown(str(refusal))

    def _works(self) -> None:
        """The other side talks to us about messages again."""
        self.blocked = 0
        if self.transport.failures or self.must_try:
            note_success(transport=self.transport)
        self.must_try = False

    def _unknown(self, message: OutboundMessage) -> None:
        """HOLD: never twice, so a person decides. RESEND: rather twice than never."""
        wait = wait_before_retry(message.attempts + 1, seed=message.pk)
        if message.policy == OutboundMessage.Policy.RESEND and wait is not None:
            put_back(message=message, owner=self.owner, wait=wait, reason="no_answer", counts=True)
        else:
            self._close(message, State.UNCERTAIN, "no_answer")

    def _postpone(self, message: OutboundMessage, later: Later) -> None:
        """Nothing was tried: the row waits for its hour, by whatever reason it was not sent now."""
        OutboundMessage.objects.filter(pk=message.pk, owner=self.owner, state=State.LEASED).update(
            state=State.QUEUED, owner=None, lease_until=None, next_at=later.until, reason=later.reason
        )

    def _release_rest(self) -> None:
        OutboundMessage.objects.filter(owner=self.owner, state=State.LEASED).update(
            state=State.QUEUED, owner=None, lease_until=None
        )
