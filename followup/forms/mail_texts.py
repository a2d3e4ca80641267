"""The texts of a mail to customers in each language: whole, or left out."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.rules.texts import LANGUAGES
from surveys.rules.wording import strip_controls, unknown_fields

TEXTS = {
    "subject": (gettext_lazy("Subject"), 120),
    "body": (gettext_lazy("Text"), 3000),
    "button": (gettext_lazy("On the button"), 40),
}


class MailTextsForm(forms.Form):
    """A language counts where anything is written in it; then all of it is needed."""

    # Merge fields beyond those of surveys/rules/wording.py that this mail fills in.
    more_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            self._add_texts(language)

    def _add_texts(self, language: str) -> None:
        for key, (label, longest) in TEXTS.items():
            attrs = {"lang": language, **({"rows": 6} if key == "body" else {})}
            self.fields[f"text_{language}_{key}"] = forms.CharField(
                required=False,
                label=label,
                max_length=longest,
                widget=forms.Textarea(attrs=attrs) if key == "body" else forms.TextInput(attrs=attrs),
            )

    @property
    def texts_by_language(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (name, [self[f"text_{language}_{key}"] for key in TEXTS]) for language, name in LANGUAGES.items()
        ]

    def clean(self) -> dict[str, Any]:
        """At least one language, each of them whole."""
        cleaned: dict[str, Any] = super().clean() or {}
        is_written = False
        for language in LANGUAGES:
            names = {key: f"text_{language}_{key}" for key in TEXTS}
            for key, name in names.items():
                keep = "\n" if key == "body" else ""
                cleaned[name] = strip_controls(cleaned.get(name) or "", keep=keep).strip()
            if any(cleaned[name] or name in self.errors for name in names.values()):
                is_written = True
                self._check(cleaned, names.values())
        if not is_written:
            self.add_error(
                f"text_{next(iter(LANGUAGES))}_subject", _("Write the mail in one language at least.")
            )
        return cleaned

    def _check(self, cleaned: dict[str, Any], names: Iterable[str]) -> None:
        known = "".join(f", {{{field}}}" for field in self.more_fields)
        for name in names:
            unknown = [field for field in unknown_fields(cleaned[name]) if field not in self.more_fields]
            if unknown:
                message = _("{%(field)s} is not a field we can fill in. Use {brand} or {first_name}%(more)s.")
                self.add_error(name, message % {"field": unknown[0], "more": known})
            elif not cleaned[name] and name not in self.errors:
                self.add_error(name, _("Write this as well, or leave the whole language empty."))

    def texts(self) -> dict[str, dict[str, str]]:
        """The mail by language."""
        return {
            language: {key: self.cleaned_data[f"text_{language}_{key}"] for key in TEXTS}
            for language in LANGUAGES
            if self.cleaned_data.get(f"text_{language}_subject")
        }
