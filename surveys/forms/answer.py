"""The answer as it arrives from the public page. A Django form of seven fields would cost more than storing."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from surveys.rules.wording import strip_controls

SCORES = [(str(number), str(number)) for number in range(11)]
LONGEST_COMMENT = 4_000
LONGEST_NONCE = 80
_NUMBERS = {text: number for number, (text, _) in enumerate(SCORES)}
_NO = {"", "0", "false"}
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


class AnswerForm:
    """A score from 0 to 10, and what may come with it. Messages come in the survey's language."""

    def __init__(self, data: Any, *, words: Mapping[str, str]) -> None:
        # NUL and its kin come from machines; PostgreSQL could not store them.
        self.data: dict[str, str] = {
            name: strip_controls(value) for name, value in data.items() if isinstance(value, str)
        }
        self._words = words
        self.comment = self._text("comment")
        self.wants_contact = self._text("wants_contact").lower() not in _NO
        self.layout = "email" if self._text("layout") == "email" else "page"
        # Anything that is not a key of ours is as good as none.
        self.key = self._text("key") if _KEY.fullmatch(self._text("key")) else ""
        self.nonce = self._text("nonce") if len(self._text("nonce")) <= LONGEST_NONCE else ""
        # What the script counted: nothing without a script, 0 when a program sent the form around it.
        self._seen = self._text("seen")

    def _text(self, name: str) -> str:
        return self.data.get(name, "").strip()

    @property
    def is_valid(self) -> bool:
        """Whether there are no problems."""
        return self._has_score and self._is_short

    # Exactly as the page sends it: "7.5", "+7" and the digits of other scripts are no score.
    @property
    def _has_score(self) -> bool:
        return self.data.get("score") in _NUMBERS

    @property
    def _is_short(self) -> bool:
        return len(self.comment) <= LONGEST_COMMENT

    @property
    def score(self) -> int:
        """The number, of a form without problems."""
        return _NUMBERS[self.data["score"]]

    @property
    def has_script(self) -> bool:
        return bool(self._seen)

    @property
    def is_by_hand(self) -> bool:
        """Whether a hand was on the page, as the script saw it."""
        return self._seen.isascii() and self._seen.isdigit() and self._seen.strip("0") != ""

    @property
    def is_robot(self) -> bool:
        """Whether a program sent the form without even pressing its button."""
        return self._seen == "0"

    @cached_property
    def problems(self) -> list[tuple[str, str]]:
        """Messages with the id of the field each one is about; none: it can be stored."""
        found = []
        if not self._has_score:
            found.append(("s0", self._words["error_score"]))
        if not self._is_short:
            words = self._words["error_comment"]
            found.append(("comment", words.format(most=LONGEST_COMMENT, count=len(self.comment))))
        return found
