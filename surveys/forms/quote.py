from collections.abc import Mapping
from typing import Any

from django import forms

from surveys.rules.wording import strip_controls

MOST = 600


class QuoteForm(forms.Form):
    """Words that may be published. Its messages come from the survey's words, not from the interface's."""

    quote = forms.CharField(required=False)
    shown_name = forms.CharField(required=False)
    consent = forms.BooleanField(required=False)

    def __init__(self, *args: Any, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Id of the field and what is wrong with it."""
        return [(name, texts[0]) for name, texts in self.errors.items()]

    def clean(self) -> dict[str, Any]:
        """Some words, not too many, and the tick."""
        cleaned: dict[str, Any] = super().clean() or {}
        quote = cleaned["quote"] = strip_controls(cleaned.get("quote", ""), keep="\n").strip()
        name = cleaned["shown_name"] = " ".join(
            strip_controls(cleaned.get("shown_name", ""), keep="").split()
        )
        if not quote:
            self.add_error("quote", self.words["quote_missing"])
        elif len(quote) > MOST:
            self.add_error("quote", self.words["quote_long"].format(most=MOST, count=len(quote)))
        if len(name) > 80:
            self.add_error("shown_name", self.words["quote_long"].format(most=80, count=len(name)))
        if not cleaned.get("consent"):
            self.add_error("consent", self.words["quote_unticked"])
        return cleaned
