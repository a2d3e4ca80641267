"""From the POST of a 2 to the case on an open inbox page and the mail at the mail server, over 100 answers.

Ten organisations at once, each with a signed-in colleague whose inbox lies open: the page asks for its list every three
seconds (templates/followup/_list.html), and here the same request is made at the same pace. Each answer is given at
a random moment of those three seconds.
"""

import http.client
import random
import re
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.dashboard import cookie
from bench.servers import Machine
from bench.table import Figure

INBOXES = 10
ANSWERS = 10  # in each
SECONDS = 5
LIST = Path(__file__).parent.parent / "templates/followup/_list.html"
EVERY = int(re.findall(r"every (\d+)s", LIST.read_text())[0])  # seconds
GIVE_UP = 60
_CASE = re.compile(rb'id="case-(\d+)"')
_DIGEST = re.compile(rb"digest=([0-9a-f]+)")


@dataclass
class Inbox:
    """One colleague's open page, and the customers who will answer."""

    cookie: str
    slug: str
    owner: str
    tokens: list[str]
    digest: str = ""
    posts: list[float] = field(default_factory=list)
    mails: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)

    def look(self, machine: Machine) -> list[int] | None:
        """The numbers of the cases on the list; None while the page has nothing new to show."""
        query = f"tab=open&page=1&selected=&digest={self.digest}"
        status, body = _request(
            machine, "GET", f"/o/{self.slug}/cases/list/?{query}", {"Cookie": self.cookie}
        )
        if status == 204:
            return None
        if status != 200:
            raise RuntimeError(f"the inbox answered {status}")
        found = _DIGEST.search(body)
        self.digest = found.group(1).decode() if found else ""
        return sorted({int(number) for number in _CASE.findall(body)})


def measure(machine: Machine) -> list[Figure]:
    from followup.models import Case
    from nps_app.embedded.smtp_sink import SmtpSink
    from nps_app.embedded.testing import free_port

    with SmtpSink(port=free_port()) as sink:
        machine.environment |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(sink.port)}
        machine.start_worker()
        machine.start_web()
        inboxes = list(_inboxes(machine))
        arrivals: dict[str, list[float]] = {inbox.owner: [] for inbox in inboxes}
        threads = [threading.Thread(target=_run, args=(machine, inbox, arrivals)) for inbox in inboxes]
        for thread in threads:
            thread.start()
        _note_arrivals(sink, arrivals, threads)
    missing = INBOXES * ANSWERS - Case.objects.count()
    mails = [seconds for inbox in inboxes for seconds in inbox.mails]
    shown = [seconds for inbox in inboxes for seconds in inbox.shown]
    posts = [seconds for inbox in inboxes for seconds in inbox.posts]
    return [
        Figure("answers without a case", missing, "", 0),
        Figure("answers not shown or not mailed", 2 * INBOXES * ANSWERS - len(mails) - len(shown), "", 0),
        Figure("POST to mail at the server, median", statistics.median(mails), "s", SECONDS),
        Figure("POST to mail at the server, worst", max(mails), "s", SECONDS),
        Figure("POST to case on the open inbox, median", statistics.median(shown), "s", SECONDS),
        Figure("POST to case on the open inbox, worst", max(shown), "s", SECONDS),
        Figure("the POST itself, median", statistics.median(posts) * 1000, "ms"),
    ]


def _inboxes(machine: Machine) -> Iterator[Inbox]:
    from tests import factories

    for number in range(INBOXES):
        organisation = factories.organisation(name=f"Acme {number}", slug=f"acme-{number}")
        owner = factories.member(organisation, f"olga{number}", "owner")
        survey = factories.survey(organisation, owner=owner)
        campaign = factories.campaign(survey)
        tokens = [
            factories.invitation(survey, factories.contact(organisation), campaign).token
            for _ in range(ANSWERS)
        ]
        yield Inbox(cookie(owner), organisation.slug, owner.email, tokens)


def _run(machine: Machine, inbox: Inbox, arrivals: dict[str, list[float]]) -> None:
    """Answer after answer; the page goes on asking at its own pace."""
    known = set(inbox.look(machine) or [])
    next_look = time.perf_counter() + EVERY
    for number, token in enumerate(inbox.tokens, 1):
        wait = random.uniform(0, EVERY)
        until = time.perf_counter() + wait
        while next_look < until:
            next_look = _look_at(machine, inbox, known, next_look)
        time.sleep(max(0.0, until - time.perf_counter()))
        began = time.perf_counter()
        _answer(machine, token)
        inbox.posts.append(time.perf_counter() - began)
        before = len(known)
        while len(known) == before and time.perf_counter() - began < GIVE_UP:
            next_look = _look_at(machine, inbox, known, next_look)
        if len(known) > before:
            inbox.shown.append(time.perf_counter() - began)
        while len(arrivals[inbox.owner]) < number and time.perf_counter() - began < GIVE_UP:
            time.sleep(0.005)
        if len(arrivals[inbox.owner]) >= number:
            inbox.mails.append(arrivals[inbox.owner][number - 1] - began)


def _look_at(machine: Machine, inbox: Inbox, known: set[int], moment: float) -> float:
    """Wait for the page's next look and take it; returns when the one after it is due."""
    time.sleep(max(0.0, moment - time.perf_counter()))
    known.update(inbox.look(machine) or [])
    return moment + EVERY


def _note_arrivals(sink, arrivals: dict[str, list[float]], threads: list[threading.Thread]) -> None:  # type: ignore[no-untyped-def]
    read = 0
    while any(thread.is_alive() for thread in threads):
        while read < len(sink.messages):
            arrivals[sink.messages[read].recipients[0]].append(time.perf_counter())
            read += 1
        time.sleep(0.005)


def _answer(machine: Machine, token: str) -> None:
    body = urlencode({"score": "2", "comment": "Cold food"})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _body = _request(machine, "POST", f"/s/{token}/", headers, body)
    if status != 303:
        raise RuntimeError(f"the answer was refused with {status}")


def _request(
    machine: Machine, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", machine.port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
