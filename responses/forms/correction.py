from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    """What one comment is about."""

    themes = forms.MultipleChoiceField(
        label=_("What is this comment about?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["themes"]).choices = list(names.items())
