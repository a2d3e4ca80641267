from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from responses.forms.filters import FiltersForm

GROUPS = [
    ("", _("All scores")),
    ("detractor", _("0 to 6")),
    ("passive", _("7 and 8")),
    ("promoter", _("9 and 10")),
]


class InboxForm(FiltersForm):
    """The shared filters, a group of scores and a search in the comments. All time unless said otherwise."""

    group = forms.ChoiceField(choices=GROUPS, required=False, label=_("Score"))
    q = forms.CharField(required=False, max_length=100, label=_("Words in the comment"))

    def __init__(self, data: QueryDict, *, organisation: Organisation) -> None:
        super().__init__(data, organisation=organisation, default_period="all")
        self.order_fields(["q", "group", "survey", "period", "from", "to", "channel"])

    @property
    def searching(self) -> dict[str, Any]:
        """What answer_page takes besides the slice."""
        return {"category": self.cleaned_data.get("group", ""), "search": self.cleaned_data.get("q", "")}

    @property
    def active(self) -> int:
        return super().active + bool(self.cleaned_data.get("group")) + bool(self.cleaned_data.get("q"))
