"""Asks a service that speaks as OpenAI's does. Any failure is no answer: what the words found stays as it is."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from nps_app.lib import http
from responses.models import ModelAccess
from responses.rules.model_answers import Labelled, believed, question

logger = logging.getLogger(__name__)
SECONDS = 60
TRIAL_SECONDS = 20  # somebody waits for the page
# A comment of ours, so that nothing of a customer's leaves for a trial.
TRIAL = ({"delivery": "Delivery"}, ["The delivery was late."])


class Trouble(StrEnum):
    """Why a trial found nobody who answers as it should."""

    NOWHERE = "nowhere"  # no such host, nobody listening, a certificate nobody should trust
    FORBIDDEN = "forbidden"  # a private address, or plain http
    SILENT = "silent"
    KEY = "key"
    MODEL = "model"
    BUSY = "busy"
    REFUSED = "refused"
    UNCLEAR = "unclear"  # it answers, and not as OpenAI's would


@dataclass(frozen=True)
class Heard:
    """What the model said of a batch, and how many tokens that took."""

    labels: list[Labelled]
    tokens: int


def trouble_with(access: ModelAccess) -> Trouble | None:
    """What is wrong with these settings; None where the model answers a comment of ours as it should."""
    themes, comments = TRIAL
    try:
        answer = _asked(access, themes, comments, seconds=TRIAL_SECONDS)
    except http.Forbidden:
        return Trouble.FORBIDDEN
    except http.NotReached:
        return Trouble.NOWHERE
    except http.NoAnswer:
        return Trouble.SILENT
    if answer.status == 200:
        return None if _heard(answer.text, themes, comments) else Trouble.UNCLEAR
    known = {401: Trouble.KEY, 403: Trouble.KEY, 404: Trouble.MODEL, 429: Trouble.BUSY}
    return known.get(answer.status, Trouble.REFUSED)


def ask(access: ModelAccess, themes: Mapping[str, str], comments: Sequence[str]) -> Heard | None:
    """One batch of redacted comments; None where nothing usable came back. The log gets host and counts, no text."""
    try:
        answer = _asked(access, themes, comments, seconds=SECONDS)
    except (http.NotReached, http.NoAnswer):
        answer = None
    host = urlsplit(access.url).hostname
    if answer is None or answer.status != 200:
        status = answer.status if answer else "no answer"
        logger.warning("model %s at %s: %s for %s comments", access.model, host, status, len(comments))
        return None
    heard = _heard(answer.text, themes, comments)
    logger.info("model %s at %s: %s comments, understood: %s", access.model, host, len(comments), bool(heard))
    return heard


def _asked(
    access: ModelAccess, themes: Mapping[str, str], comments: Sequence[str], *, seconds: float
) -> http.Answer:
    """What the service says; without the shape of the answer where it does not know how to be told one."""
    answer = _send(access, question(access.model, themes, comments, structured=True), seconds)
    if answer.status == 400 and "response_format" in answer.text:
        answer = _send(access, question(access.model, themes, comments, structured=False), seconds)
    return answer


def _send(access: ModelAccess, body: dict[str, Any], seconds: float) -> http.Answer:
    headers = {"Content-Type": "application/json"}
    if access.key:
        headers["Authorization"] = f"Bearer {access.key}"
    return http.send(
        "POST",
        f"{access.url.rstrip('/')}/chat/completions",
        body=json.dumps(body).encode(),
        headers=headers,
        seconds=seconds,
    )


def _heard(text: str, themes: Mapping[str, str], comments: Sequence[str]) -> Heard | None:
    try:
        found = json.loads(text)
        content = found["choices"][0]["message"]["content"]
        tokens = int((found.get("usage") or {}).get("total_tokens") or 0)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None
    labels = believed(content, themes, comments) if isinstance(content, str) else None
    # A service that does not count is taken to have used a token for every three letters sent.
    return None if labels is None else Heard(labels, tokens or sum(map(len, comments)) // 3 + 500)
