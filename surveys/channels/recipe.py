"""How Django answered a plain request of a customer, kept so that the next one's is answered without asking it again.

Only what Django has answered is kept, headers included, with the values that were one person's own cut out: so what
is made from a recipe is what Django would make. Which answers are alike is said by `questions` and `thanks`.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from nps_app.lib.kept import MOST
from nps_app.lib.stencil import Stencil, hole

Ready = tuple[str, list[tuple[str, str]], bytes]  # status, headers, body


@dataclass(frozen=True)
class Served:
    """What the view says about a response that others may get like it: which, and what is this person's own."""

    alike: Hashable
    own: Mapping[str, str]  # name -> what stands in page and headers: token, nonce, csp


class QuestionPage(HttpResponse):
    """The page with the question."""

    served: Served | None = None


class ToThanks(HttpResponseRedirect):
    """Leads from a stored answer to its thank-you page."""

    status_code = 303
    served: Served | None = None


class Recipe:
    """One response, without the values of the person it was made for."""

    def __init__(self, response: HttpResponse, own: Mapping[str, str]) -> None:
        self.status = f"{response.status_code} {response.reason_phrase}"
        self._body = _cut(response.content.decode(), own)
        headers = [(name, value) for name, value in response.items() if name != "Content-Length"]
        self._fixed = [header for header in headers if not any(value in header[1] for value in own.values())]
        self._own = [(name, _cut(value, own)) for name, value in headers if (name, value) not in self._fixed]

    def follow(self, own: Mapping[str, str]) -> Ready:
        """The response for somebody else."""
        body = self._body.fill(own).encode()
        headers = [(name, value.fill(own)) for name, value in self._own]
        return self.status, [*self._fixed, *headers, ("Content-Length", str(len(body)))], body


def _cut(text: str, own: Mapping[str, str]) -> Stencil:
    for name, value in own.items():
        text = text.replace(value, hole(name))
    return Stencil(text)


_recipes: dict[Hashable, Recipe] = {}


_ROAD = ("HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "SCRIPT_NAME")


def questions(
    meta: Mapping[str, Any], version: int, language: str, tapped: int | None, trial: Hashable
) -> Hashable:
    """Names the requests for the question that get the same page: by the same road, in the same words.

    `trial`: what is tried out on the person, because its words stand on the page.
    """
    return (*_road(meta), version, language, tapped, trial)


def thanks(meta: Mapping[str, Any]) -> Hashable:
    """Names the requests that are led to their thank-you page in the same way."""
    return (*_road(meta), "thanks")


def _road(meta: Mapping[str, Any]) -> list[str]:
    return [meta.get(name) or "" for name in _ROAD]


def keep_recipe(response: HttpResponse) -> None:
    """Remember how this response was made, where its view has said that there are others like it."""
    served = response.served if isinstance(response, QuestionPage | ToThanks) else None
    if served is None or served.alike in _recipes or settings.DEBUG:
        return
    if not response.cookies:
        if len(_recipes) >= MOST:
            _recipes.clear()
        _recipes[served.alike] = Recipe(response, served.own)


def recipe_of(alike: Hashable) -> Recipe | None:
    """How a response like this was made before, in this process."""
    return _recipes.get(alike)
