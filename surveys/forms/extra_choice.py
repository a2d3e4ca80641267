from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import ExtraChoice
from surveys.rules.texts import LANGUAGES
from surveys.rules.wording import strip_controls

LONGEST = 80


class ExtraChoiceForm(forms.Form):
    """An entry of a list: its name, and where it is read in several languages, its words in each."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST,
        help_text=_("As reports call it, and as customers read it where a language has no words of its own."),
        error_messages={"required": _("Give it a name.")},
    )

    def __init__(self, data: Any = None, *, row: ExtraChoice) -> None:
        initial: dict[str, Any] = {"name": row.name}
        super().__init__(data, initial=initial, auto_id=f"id_{row.question}_%s")
        if row.question == ExtraChoice.Question.RIVAL:  # companies have one name
            self.fields["name"].help_text = _("The company's name, as customers know it.")
            return
        for language, label in LANGUAGES.items():
            self.fields[f"text_{language}"] = forms.CharField(
                required=False,
                max_length=LONGEST,
                label=label,
                initial=row.texts.get(language, ""),
                widget=forms.TextInput(attrs={"lang": language}),
            )

    def clean_name(self) -> str:
        name = strip_controls(self.cleaned_data["name"], keep="").strip()
        if not name:
            raise forms.ValidationError(_("Give it a name."))
        return name

    @property
    def texts(self) -> dict[str, str]:
        """The words by language, where there are any."""
        told = {language: self.cleaned_data.get(f"text_{language}", "") for language in LANGUAGES}
        return {language: strip_controls(words, keep="").strip() for language, words in told.items() if words}
