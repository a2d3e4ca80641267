"""Asks a service that speaks as OpenAI's does. Any failure is no answer: what the words found stays as it is."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from nps_app.lib import http
from responses.models import ModelAccess
from responses.rules.model_answers import Labelled, believed, question

logger = logging.getLogger(__name__)
SECONDS = 60


@dataclass(frozen=True)
class Heard:
    """What the model said of a batch, and how many tokens that took."""

    labels: list[Labelled]
    tokens: int


def ask(access: ModelAccess, themes: Mapping[str, str], comments: Sequence[str]) -> Heard | None:
    """One batch of redacted comments; None where nothing usable came back. The log gets host and counts, no text."""
    answer = _send(access, question(access.model, themes, comments, structured=True))
    if answer is not None and answer.status == 400 and "response_format" in answer.text:
        answer = _send(access, question(access.model, themes, comments, structured=False))
    host = urlsplit(access.url).hostname
    if answer is None or answer.status != 200:
        status = answer.status if answer else "no answer"
        logger.warning("model %s at %s: %s for %s comments", access.model, host, status, len(comments))
        return None
    heard = _heard(answer.text, themes, comments)
    logger.info("model %s at %s: %s comments, understood: %s", access.model, host, len(comments), bool(heard))
    return heard


def _send(access: ModelAccess, body: dict[str, Any]) -> http.Answer | None:
    headers = {"Content-Type": "application/json"}
    if access.key:
        headers["Authorization"] = f"Bearer {access.key}"
    try:
        return http.send(
            "POST",
            f"{access.url.rstrip('/')}/chat/completions",
            body=json.dumps(body).encode(),
            headers=headers,
            seconds=SECONDS,
        )
    except (http.NotReached, http.NoAnswer):
        return None


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
