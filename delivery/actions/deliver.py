import logging
import time
from collections.abc import Sequence

from django.db import DatabaseError

from delivery.actions.close_message import Settled
from delivery.actions.desk import Close, Desk, Later, Recheck, Render
from delivery.actions.pump import Pump
from delivery.models import Channel
from delivery.queries.ways_out import ways_out
from delivery.transports.carriers import carrier_of

logger = logging.getLogger(__name__)
__all__ = ["Close", "Later", "deliver"]


def deliver(
    *,
    kinds: Sequence[str],
    render: Render,
    recheck: Recheck | None = None,
    settled: Settled | None = None,
    limit_seconds: float = 50,
    channel: str = Channel.EMAIL,
) -> int:
    """Send what is due, one connection a way out, for at most `limit_seconds`; returns how many were sent.

    `recheck` is asked just before each message, `render` composes it, `settled` runs in the transaction that
    writes its final state. Not one transaction: every step is committed, so that a kill at any moment is safe.
    Each way out gets an equal share of the time that is left: a slow one does not keep the others waiting.
    """
    end = time.monotonic() + limit_seconds
    desk = Desk(kinds=list(kinds), render=render, recheck=recheck, settled=settled)
    ways = ways_out(channel=channel, kinds=desk.kinds)
    sent = 0
    for position, transport in enumerate(ways):
        left = end - time.monotonic()
        if left <= 0:
            break
        share = left / (len(ways) - position)
        try:
            with carrier_of(transport) as carrier:
                sent += Pump(desk, transport, deadline=time.monotonic() + share).run(carrier)
        except DatabaseError:
            raise
        except Exception:
            # What is wrong with one way out must not keep the others waiting.
            logger.exception("nothing could be sent by %s", transport)
    return sent
