"""F22: receivers of webhooks that are well, slow, dead, gone, or lead astray; none delays another."""

import time
from contextlib import ExitStack
from typing import Any

from django.utils import timezone

from bench.chaos.run import Run
from bench.chaos.stage import Stage
from nps_app.embedded.testing import free_port
from nps_app.lib.nudge import nudge
from tests.delivery.faulty_server import FaultyServer

HOST = "127.0.0.2"  # the one the stage allows
SLOWER_THAN_WE_WAIT = 17.0
UNDELAYED_SECONDS = 15


def of_every_kind(stage: Stage, run: Run) -> None:
    """Each gets the same events; only the one that is well, and waits for nobody, has them all in seconds."""
    from integrations.tasks import send_webhooks
    from tests.integrations.receiver import Receiver

    events = stage.size(40, 8)
    run.found_company(0)
    with ExitStack() as stack:
        well, slow, gone, astray = (stack.enter_context(Receiver(HOST)) for _ in range(4))
        inside = stack.enter_context(FaultyServer())
        slow.seconds, gone.status = SLOWER_THAN_WE_WAIT, 410
        astray.status, astray.headers = 302, {"Location": f"http://127.0.0.1:{inside.port}/"}
        urls = {
            "dead": f"http://{HOST}:{free_port()}/hook",
            "slow": slow.url,
            "gone": gone.url,
            "redirect": astray.url,
            "private": f"http://127.0.0.1:{inside.port}/hook",
            "a name of this machine": f"http://localhost:{inside.port}/hook",
            "well": well.url,
        }
        endpoints = {name: _listen(run, url) for name, url in urls.items()}
        run.others = events * len(urls)
        _announce(endpoints, events)
        began = time.monotonic()
        nudge(send_webhooks)
        stage.wait(lambda: len(well.got) >= events, 60)
        took = time.monotonic() - began
        stage.wait(lambda: all(_tried(endpoints[name]) for name in urls if name != "well"), 60, pause=0.3)
        run.note(f"{len(well.got)} of {events} events taken within {took:.1f} s beside six that fail")
        run.require(took < UNDELAYED_SECONDS, f"the one that is well had to wait for {took:.0f} s")
        names = [request.name for request in well.got]
        run.duplicates = len(names) - len(set(names))
        run.require(not run.duplicates, f"{run.duplicates} events were taken twice without a fault")
        run.require(inside.connections == 0, f"{inside.connections} requests came to a private address")
        gone_state = _now(endpoints["gone"]).state
        run.require(gone_state == "off", f"the one that is gone is {gone_state}")
        _require_schedule(run, endpoints["redirect"])
    for endpoint in endpoints.values():
        endpoint.delete()
    run.organisation = None


def _listen(run: Run, url: str) -> Any:
    from integrations.actions.save_endpoint import save_endpoint

    saved = save_endpoint(
        organisation=run.organisation, url=url, events=["case.opened"], by=run.owner, now=timezone.now()
    )
    return saved[0]


def _announce(endpoints: dict[str, Any], events: int) -> None:
    from integrations.actions.send_test_event import send_test_event

    for endpoint in endpoints.values():
        for _ in range(events):
            send_test_event(endpoint=endpoint, now=timezone.now())


def _now(endpoint: Any) -> Any:
    endpoint.refresh_from_db()
    return endpoint


def _tried(endpoint: Any) -> bool:
    return bool(endpoint.deliveries.filter(tried_at__isnull=False).exists())


def _require_schedule(run: Run, endpoint: Any) -> None:
    """After the first failure five seconds, after the second five minutes, a tenth more or less."""
    from integrations.rules.webhook_schedule import JITTER, WAITS

    for row in endpoint.waiting().filter(attempts__gt=0):
        delivery = endpoint.deliveries.get(message=row)
        wait = row.next_at - delivery.tried_at
        wanted = WAITS[row.attempts - 1]
        slack = wanted * JITTER
        close = wanted - slack <= wait + timezone.timedelta(seconds=1) and wait <= wanted + slack * 1.5
        run.require(close, f"attempt {row.attempts} is followed by {wait}, not {wanted}")
