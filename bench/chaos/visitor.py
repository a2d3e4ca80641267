"""A person at the pages, over HTTP: opens surveys, answers, signs in, looks at the dashboard, launches a send."""

import itertools
import secrets
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

SECONDS = 20
PAUSE = 0.15


class Visitor:
    """A signed-in browser, as far as HTTP goes."""

    def __init__(self, port: int, user: Any) -> None:
        from django.test import Client

        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.site = f"http://127.0.0.1:{port}"
        self.token = secrets.token_hex(16)
        self.cookies = {"session": client.cookies["session"].value, "csrf": self.token}

    def get(self, path: str) -> requests.Response:
        """One page."""
        return requests.get(
            self.site + path, cookies=self.cookies, timeout=SECONDS, allow_redirects=False, headers=ENGLISH
        )

    def post(self, path: str, data: dict[str, Any], files: dict[str, Any] | None = None) -> requests.Response:
        """One form."""
        return requests.post(
            self.site + path,
            data | {"csrfmiddlewaretoken": self.token},
            files=files,
            cookies=self.cookies,
            timeout=SECONDS,
            allow_redirects=False,
            headers=ENGLISH,
        )


ENGLISH = {"Accept-Language": "en"}


def launch_form(survey: Any) -> dict[str, Any]:
    """What the last button of a send posts: to everybody."""
    choice = {"survey": survey.pk, "segment": "", "percent": 100, "seed": 1}
    return choice | {"launch_key": str(uuid.uuid4()), "confirm": "on"}


@dataclass
class Crowd:
    """Somebody who does five things over and over in a thread; what is done while `watched` counts."""

    port: int
    took: list[tuple[float, str]] = field(default_factory=list)
    took_before: list[tuple[float, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        from tests import factories

        organisation = factories.organisation(name="Web", slug=f"web-{uuid.uuid4().hex[:6]}")
        owner = factories.member(organisation, organisation.slug, "owner")
        self.survey = factories.survey(organisation, owner=owner)
        campaign = factories.campaign(self.survey, state="done")
        people = [factories.contact(organisation) for _ in range(10)]
        tokens = [factories.invitation(self.survey, person, campaign).token for person in people]
        self.tokens = itertools.cycle(tokens)
        self.home, self.email = f"/o/{organisation.slug}", owner.email
        self.visitor = Visitor(self.port, owner)
        self._stop, self._counts = threading.Event(), threading.Event()
        self._numbers = itertools.count(1)

    def __enter__(self) -> "Crowd":
        self._thread = threading.Thread(target=self._visit, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *details: object) -> None:
        self._stop.set()
        self._thread.join()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What is done meanwhile counts."""
        self._counts.set()
        try:
            yield
        finally:
            self._counts.clear()

    @property
    def worst(self) -> float:
        """Seconds of the slowest request."""
        return max(self.took, default=(0.0, ""))[0]

    @property
    def slowest(self) -> str:
        """What the slowest request was for."""
        return max(self.took, default=(0.0, ""))[1]

    def _visit(self) -> None:
        deeds = {
            "page": (self._open, 200),
            "answer": (self._answer, 303),
            "sign-in": (self._sign_in, 302),
            "dashboard": (self._look, 200),
            "launch": (self._launch, 302),
        }
        for name, (deed, wanted) in itertools.cycle(deeds.items()):
            if self._stop.is_set():
                return
            began = time.perf_counter()
            try:
                status = deed().status_code
            except requests.RequestException as error:
                status = type(error).__name__
            if not self._counts.is_set():
                self.took_before.append((time.perf_counter() - began, name))
            else:
                self.took.append((time.perf_counter() - began, name))
                if status != wanted:
                    self.refused.append(f"{name}: {status}")
            self._stop.wait(PAUSE)

    def _open(self) -> requests.Response:
        return self.visitor.get(f"/s/{next(self.tokens)}/")

    def _answer(self) -> requests.Response:
        return self.visitor.post(f"/s/{next(self.tokens)}/", {"score": "9", "comment": "Quick"})

    def _look(self) -> requests.Response:
        return self.visitor.get(f"{self.home}/dashboard/")

    def _launch(self) -> requests.Response:
        return self.visitor.post(f"{self.home}/campaigns/new/", launch_form(self.survey))

    def _sign_in(self) -> requests.Response:
        """Each time from another address: how often one may try is not what is asked here."""
        from tests.factories import PASSWORD

        return requests.post(
            f"{self.visitor.site}/accounts/login/",
            {"login": self.email, "password": PASSWORD, "csrfmiddlewaretoken": self.visitor.token},
            cookies={"csrf": self.visitor.token},
            headers={"X-Forwarded-For": f"10.0.0.{next(self._numbers) % 250}"},
            timeout=SECONDS,
            allow_redirects=False,
        )
