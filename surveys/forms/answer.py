"""The answer as it arrives from the public page."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from surveys.rules.wording import strip_controls

SCORES = [(str(number), str(number)) for number in range(11)]
LONGEST_COMMENT = 4_000
LONGEST_NONCE = 80
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


class AnswerForm(forms.Form):
    """A score from 0 to 10, and what may come with it. Messages come in the survey's language."""

    score = forms.ChoiceField(choices=SCORES)
    comment = forms.CharField(required=False)
    wants_contact = forms.BooleanField(required=False)
    layout = forms.CharField(required=False)
    key = forms.CharField(required=False)
    # What the script counted: nothing without a script, 0 when a program sent the form around it.
    seen = forms.CharField(required=False)
    nonce = forms.CharField(required=False)

    def __init__(self, data: Any, *, words: Mapping[str, str]) -> None:
        # NUL and its kin come from machines; PostgreSQL could not store them.
        clean = {name: strip_controls(value) for name, value in data.items() if isinstance(value, str)}
        super().__init__(clean)
        self.words = words
        for code in ("required", "invalid_choice"):
            self.fields["score"].error_messages[code] = words["error_score"]

    def clean_comment(self) -> str:
        comment: str = self.cleaned_data["comment"]
        if len(comment) > LONGEST_COMMENT:
            raise forms.ValidationError(
                self.words["error_comment"].format(most=LONGEST_COMMENT, count=len(comment))
            )
        return comment

    def clean_layout(self) -> str:
        return "email" if self.cleaned_data["layout"] == "email" else "page"

    def clean_key(self) -> str:
        """Anything that is not a key of ours is as good as none."""
        key: str = self.cleaned_data["key"]
        return key if _KEY.fullmatch(key) else ""

    def clean_nonce(self) -> str:
        nonce: str = self.cleaned_data["nonce"]
        return nonce if len(nonce) <= LONGEST_NONCE else ""

    @property
    def has_script(self) -> bool:
        return bool(self.cleaned_data["seen"])

    @property
    def is_by_hand(self) -> bool:
        """Whether a hand was on the page, as the script saw it."""
        seen: str = self.cleaned_data["seen"]
        return seen.isascii() and seen.isdigit() and seen.strip("0") != ""

    @property
    def is_robot(self) -> bool:
        """Whether a program sent the form without even pressing its button."""
        seen: str = self.cleaned_data["seen"]
        return seen == "0"

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Messages with the id of the field each one is about."""
        target = {"score": "s0", "comment": "comment"}
        return [(target.get(name, "s0"), str(messages[0])) for name, messages in self.errors.items()]
