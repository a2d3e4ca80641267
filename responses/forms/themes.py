from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from responses.rules.taxonomy import sectors
from responses.rules.word_changes import clean_entry


def sector_names() -> list[tuple[str, str]]:
    """The sectors there are words for, in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    return [(key, names.get(language, names["en"])) for key, names in sectors().items()]


class ThemesForm(forms.Form):
    """The sector, which themes are looked for, and by what."""

    sector = forms.ChoiceField(
        label=_("Sector"),
        required=False,
        help_text=_("Adds words of the trade, and drops words that mean something else there."),
    )
    shown = forms.MultipleChoiceField(
        label=_("Themes to look for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    by_meaning = forms.BooleanField(
        label=_("Compare comments by their meaning, too"),
        required=False,
        help_text=_(
            "What you correct then also teaches how others say it. Reckoned on this server; nothing leaves it."
        ),
    )

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None of these")), *sector_names()]
        cast(forms.ChoiceField, self.fields["sector"]).choices = choices
        cast(forms.MultipleChoiceField, self.fields["shown"]).choices = list(names.items())


class WordForm(forms.Form):
    """One word for a theme."""

    text = forms.CharField(
        label=_("A word or a few"),
        max_length=60,
        help_text=_(
            "Without accents and capitals. “drone*” finds every ending, “free parking” the two words together,"
            " “arrived~late” both near each other."
        ),
        error_messages={"required": _("Write the word to look for.")},
    )

    def clean_text(self) -> str:
        """As it is kept."""
        entry = clean_entry(self.cleaned_data["text"])
        if entry is None:
            raise forms.ValidationError(
                _(
                    "That would match nothing, or nearly everything. Write a whole word, or four letters and *."
                )
            )
        return entry


class OwnThemeForm(forms.Form):
    """The name of an own theme."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=60,
        help_text=_(
            "As your customers would say it, such as “Parking”. Comments with these words come first."
        ),
        error_messages={"required": _("Give the theme a name.")},
    )


class StartForm(forms.Form):
    """By which of the suggested words an own theme is looked for."""

    words = forms.MultipleChoiceField(
        label=_("Words to look for"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, suggested: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["words"]).choices = [(word, word) for word in suggested]
