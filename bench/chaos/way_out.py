"""F13 and F15: an organisation's own mail server that is away, or says no: to one address, to us, to the password."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from bench.chaos.run import Run
from bench.chaos.stage import Stage
from nps_app.lib.nudge import nudge
from tests.delivery.faulty_server import FINE, Fault, FaultyServer

PATIENCE = 60
MOST_TRIES = 5
GONE = Fault("550 5.1.1 no such user")
UNWANTED = Fault("554 5.7.1 not from you")
WRONG_PASSWORD = Fault("535 5.7.8 wrong password")
SILENCE = Fault(drop=True)


def away(stage: Stage, run: Run) -> None:
    """F13: nobody listens at the port; then connections are never answered."""
    with own_way_out(run) as server:
        run.found_company(stage.size(300, 40))
        way = _set_up(run, server)
        server.close()
        server.choose = lambda _moment, _recipient: SILENCE
        run.launch()
        _require_down(run, way)
        failures = _now(way).failures
        run.require(failures <= MOST_TRIES, f"it took {failures} tries, at most {MOST_TRIES}")
        with _never_answering(server.port):
            run.hasten()
            tried = _until(run, lambda: _now(way).tries > 0)
            run.require(tried, "the way out was not tried again")
        run.note(f"down after {failures} tries ({_now(way).down_reason} in the end), by itself up again")
        run.require(not run.ledger().filter(attempts__gt=0).exists(), "attempts of messages were counted")
        server.choose = None
        server.open_again()
        run.drain()
        run.require(run.states() == {"sent": run.messages}, f"not all were sent: {dict(run.states())}")
        _require_told_once(run, way)


def refusals(stage: Stage, run: Run) -> None:
    """F15: no such user; then nothing of ours is wanted; then the password is wrong."""
    from contacts.models import Suppression
    from surveys.actions.resume_campaign import resume_campaign
    from surveys.models import Campaign
    from surveys.tasks import pause_troubled

    with own_way_out(run) as server:
        run.found_company(stage.size(300, 100))
        way = _set_up(run, server)
        server.choose = lambda moment, recipient: GONE if moment == "rcpt" and _is_gone(recipient) else FINE
        run.launch()
        run.wait_accepted(run.messages // 3)
        server.choose = _unwanted
        _require_down(run, way)
        nudge(pause_troubled)
        paused = _until(run, lambda: Campaign.objects.get(pk=run.campaign.pk).state == "paused")
        run.require(paused, "the send was not paused")

        server.choose = lambda moment, _recipient: WRONG_PASSWORD if moment == "auth" else FINE
        _resume(run, resume_campaign)
        down = _until(run, lambda: _now(way).down_reason == "login", hasten=True)
        run.require(down, f"the wrong password was taken for {_now(way).down_reason}")

        server.choose = lambda moment, recipient: GONE if moment == "rcpt" and _is_gone(recipient) else FINE
        run.drain()
        gone = {contact.email for contact in run.contacts() if _is_gone(contact.email)}
        suppressed = Suppression.objects.of(run.organisation).count()
        run.require(suppressed == len(gone), f"{suppressed} suppressed, {len(gone)} do not exist")
        failed = set(run.ledger().filter(state="failed").values_list("recipient", flat=True))
        run.require(failed == gone, f"{len(failed ^ gone)} failed who exist, or did not though they do not")
        run.note(f"{len(gone)} addresses suppressed, none of them because we or our password were refused")


@contextmanager
def own_way_out(run: Run) -> Iterator[FaultyServer]:
    """A mail server for one organisation, which wants a password."""
    with FaultyServer(keeps_bodies=False, offers="AUTH PLAIN") as server:
        run.own_servers.append(server)
        yield server


def _set_up(run: Run, server: FaultyServer) -> Any:
    """The organisation's settings, as its owner would type them."""
    from delivery.models import Transport

    options = {"host": "127.0.0.1", "port": server.port, "security": "none", "user": "us"}
    way = Transport(
        organisation=run.organisation,
        channel="email",
        provider="smtp",
        options=options | {"from_address": "us@acme.example"},
    )
    way.secrets = {"password": "secret"}
    way.save()
    return way


def _now(way: Any) -> Any:
    way.refresh_from_db()
    return way


def _is_gone(recipient: str) -> bool:
    return int("0" + recipient.partition(".")[2].partition("@")[0]) % 50 == 7


def _unwanted(moment: str, recipient: str) -> Fault:
    if moment == "rcpt" and _is_gone(recipient):
        return GONE
    return UNWANTED if moment == "dot" else FINE


def _until(run: Run, holds: Any, *, hasten: bool = False) -> bool:
    """Wake the worker every other second until something holds."""
    for _ in range(PATIENCE // 2):
        run.wake()
        if hasten:
            run.hasten()
        if run.stage.wait(holds, 2, pause=0.1):
            return True
    return False


def _require_down(run: Run, way: Any) -> None:
    down = _until(run, lambda: _now(way).down_since is not None, hasten=True)
    run.require(down, f"the breaker did not open: {dict(run.states())}, {_now(way).failures} failures")


def _resume(run: Run, resume_campaign: Any) -> None:
    from django.utils import timezone

    resume_campaign(campaign=run.campaign, by=run.owner, now=timezone.now())


def _require_told_once(run: Run, way: Any) -> None:
    """One mail that it is down, one that it is up again, both by the server's own way."""
    run.stage.wait(lambda: len(_told(run, way)) >= 2, 30, pause=0.2)
    told = _told(run, way)
    run.require(told == ["down", "up"], f"the owner was told {told}")


def _told(run: Run, way: Any) -> list[str]:
    from delivery.models import OutboundMessage

    sent = OutboundMessage.objects.filter(reference=f"transport:{way.pk}", state="sent").order_by("pk")
    return [key.split(":")[2] for key in sent.values_list("dedup_key", flat=True)]


@contextmanager
def _never_answering(port: int) -> Iterator[None]:
    """A port whose queue is full: the kernel drops whoever knocks."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(0)
        for _ in range(4):
            knocking = stack.enter_context(socket.socket())
            knocking.setblocking(False)
            knocking.connect_ex(("127.0.0.1", port))
        yield
