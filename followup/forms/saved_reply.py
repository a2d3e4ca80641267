from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from followup.rules.reply_text import BLANKS, unknown_blanks

TEXT_LENGTH = 4000
ALL_BLANKS = " ".join(f"{{{word}}}" for word in BLANKS)


def refuse_unknown_blanks(text: str) -> str:
    """The text, unless it has a blank that nobody can fill."""
    unknown = unknown_blanks(text)
    if unknown:
        raise forms.ValidationError(
            _("“%(blank)s” is no blank that can be filled. There are: %(blanks)s")
            % {"blank": f"{{{unknown[0]}}}", "blanks": ALL_BLANKS}
        )
    return text


class SavedReplyForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the reply"),
        max_length=80,
        error_messages={"required": _("Give the reply a name to find it by, such as “Late delivery”.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("Text"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what the customer is to read.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Blanks that fill themselves: %(blanks)s") % {"blanks": ALL_BLANKS}

    def clean_text(self) -> str:
        return refuse_unknown_blanks(self.cleaned_data["text"])
