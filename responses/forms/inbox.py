from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from responses.forms.filters import FiltersForm
from responses.queries.chips import theme_names
from responses.queries.inbox import NO_THEME
from responses.queries.themes import themes_of

GROUPS = [
    ("", _("All scores")),
    ("detractor", _("0 to 6")),
    ("passive", _("7 and 8")),
    ("promoter", _("9 and 10")),
]


CLASH = "clash"
TONES = [
    ("", _("Any")),
    ("bad", _("Criticised")),
    ("good", _("Praised")),
    ("even", _("Neither praised nor criticised")),
    (CLASH, _("The words say the contrary of the score")),
]
QUOTES = [("", _("Any")), ("pin", _("Pinned")), ("hide", _("Hidden from quotes"))]
SIGNS = {"bad": -1, "even": 0, "good": 1}


class InboxForm(FiltersForm):
    """The shared filters, a group of scores, a theme and a search in the comments. All time unless said otherwise."""

    group = forms.ChoiceField(choices=GROUPS, required=False, label=_("Score"))
    theme = forms.ChoiceField(required=False, label=_("Theme"))
    tone = forms.ChoiceField(choices=TONES, required=False, label=_("How it is spoken of"))
    quotes = forms.ChoiceField(choices=QUOTES, required=False, label=_("As a quote"))
    q = forms.CharField(required=False, max_length=100, label=_("Words in the comment"))

    def __init__(self, data: QueryDict, *, organisation: Organisation) -> None:
        self.theme_names = theme_names(themes_of(organisation))
        super().__init__(data, organisation=organisation, default_period="all")
        self.order_fields(
            ["q", "group", "theme", "tone", "survey", "period", "from", "to", "channel", "quotes"]
        )

    def offer(self) -> None:
        """The choices that depend on the organisation."""
        choices = [("", _("All themes")), *self.theme_names.items(), (NO_THEME, _("No theme"))]
        cast(forms.ChoiceField, self.fields["theme"]).choices = choices

    @property
    def searching(self) -> dict[str, Any]:
        """What answer_page takes besides the slice."""
        typed = self.cleaned_data
        return {
            "category": typed.get("group", ""),
            "search": typed.get("q", ""),
            "theme": typed.get("theme", ""),
            "tone": SIGNS.get(typed.get("tone", "")),
            "quotes": typed.get("quotes", ""),
            "clashing": typed.get("tone") == CLASH,
        }

    @property
    def active(self) -> int:
        return super().active + sum(
            bool(self.cleaned_data.get(name)) for name in ("group", "theme", "tone", "quotes", "q")
        )
