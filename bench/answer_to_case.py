"""From the POST of a 2 to the owner's mail at the mail server, over 100 answers: the case exists before its mail."""

import http.client
import statistics
import time
from urllib.parse import urlencode

from bench.servers import Machine
from bench.table import Figure

ANSWERS = 100
SECONDS = 5
GIVE_UP = 60


def measure(machine: Machine) -> list[Figure]:
    from followup.models import Case
    from nps_app.embedded.smtp_sink import SmtpSink
    from nps_app.embedded.testing import free_port

    with SmtpSink(port=free_port()) as sink:
        machine.environment |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(sink.port)}
        machine.start_worker()
        machine.start_web()
        took, posts = [], []
        for number, token in enumerate(_invitations(), 1):
            began = time.perf_counter()
            posts.append(_answer(machine, token))
            while len(sink.messages) < number and time.perf_counter() - began < GIVE_UP:
                time.sleep(0.005)
            took.append(time.perf_counter() - began)
    missing = ANSWERS - Case.objects.count()
    return [
        Figure("answers without a case", missing, "", 0),
        Figure("POST to mail at the server, median", statistics.median(took), "s", SECONDS),
        Figure("POST to mail at the server, worst", max(took), "s", SECONDS),
        Figure("the POST itself, median", statistics.median(posts) * 1000, "ms"),
    ]


def _invitations() -> list[str]:
    from tests import factories

    organisation = factories.organisation(slug="acme")
    owner = factories.member(organisation, "olga", "owner")
    survey = factories.survey(organisation, owner=owner)
    campaign = factories.campaign(survey)
    return [
        factories.invitation(survey, factories.contact(organisation), campaign).token for _ in range(ANSWERS)
    ]


def _answer(machine: Machine, token: str) -> float:
    """Seconds until the answer was accepted."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", machine.port, timeout=30)
    try:
        body = urlencode({"score": "2", "comment": "Cold food"})
        connection.request(
            "POST", f"/s/{token}/", body, {"Content-Type": "application/x-www-form-urlencoded"}
        )
        status = connection.getresponse().status
    finally:
        connection.close()
    if status != 303:
        raise RuntimeError(f"the answer was refused with {status}")
    return time.perf_counter() - began
