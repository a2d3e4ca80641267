from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import SalesTouch


class TouchForm(forms.Form):
    """What came of turning to a customer."""

    result = forms.ChoiceField(
        label=_("What came of it"),
        choices=SalesTouch.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it.")},
    )
    note = forms.CharField(label=_("Note (optional)"), max_length=300, required=False)

    def __init__(self, *args: Any, pk: int, **kwargs: Any) -> None:
        # Several stand on one page.
        super().__init__(*args, auto_id=f"id_{pk}_%s", **kwargs)
