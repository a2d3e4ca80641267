"""What was said below the thank-you, as it arrives. Messages come in the survey's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from surveys.forms.answer import SCORES
from surveys.rules.extra_words import MOST, OTHER
from surveys.rules.extras import Extra, Offered
from surveys.rules.wording import strip_controls

LONGEST = {"need": 500, "rival": 80, "barrier_text": 200}


class ExtrasForm:
    """One choice, one text, or one name with its 0 to 10: whatever was asked, and none of it needed."""

    def __init__(
        self, data: Mapping[str, Any], *, kinds: Sequence[str], words: Mapping[str, str], offered: Offered
    ) -> None:
        self.values = {name: strip_controls(str(value), keep="").strip() for name, value in data.items()}
        self._kinds, self._words = kinds, words
        self._keys = {kind: {key for key, _label in choices} for kind, choices in offered.items()}
        self.errors: list[tuple[str, str]] = []  # id of the field, message
        self.said = self._read()
        if not self.said and not self.errors:
            self.errors.append((f"extra-{kinds[0]}", words["extra_error"]))

    def _read(self) -> dict[str, Extra]:
        readers = {"barrier": self._barrier, "need": self._need, "rival": self._rival}
        found = {kind: readers[kind]() for kind in self._kinds}
        return {kind: extra for kind, extra in found.items() if extra is not None}

    def _barrier(self) -> Extra | None:
        choice = self.values.get("barrier", "")
        text = self._text("barrier_text")
        if not self._is_offered("barrier", choice):
            return None
        return Extra(choice=choice, text=text if choice == OTHER else "")

    def _need(self) -> Extra | None:
        text, choice = self._text("need"), self.values.get("need_choice", "")
        if not choice and text and self._keys["need"]:
            choice = OTHER  # wrote something and did not tap what it is
        if choice and not self._is_offered("need", choice):
            return None
        return Extra(choice=choice, text=text) if text or choice else None

    def _rival(self) -> Extra | None:
        text, score = self._text("rival"), self.values.get("rival_score", "")
        numbers = dict(SCORES)
        most = self.values.get("rival_most", "")
        if most and most not in MOST:
            self.errors.append(("extra-rival-most", self._words["extra_error_choice"]))
            return None
        if (text or score or most) and score not in numbers:
            self.errors.append(("extra-rival-score", self._words["rival_error"]))
            return None
        return Extra(choice=most, text=text, score=int(score)) if score else None

    def _is_offered(self, kind: str, choice: str) -> bool:
        if choice and choice not in self._keys[kind]:
            self.errors.append((f"extra-{kind}", self._words["extra_error_choice"]))
        return choice in self._keys[kind]

    def _text(self, name: str) -> str:
        text = self.values.get(name, "")
        if len(text) > LONGEST[name]:
            message = self._words["extra_error_long"].format(most=LONGEST[name], count=len(text))
            self.errors.append((f"extra-{name}", message))
        return text
