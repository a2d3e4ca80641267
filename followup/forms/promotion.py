"""What may be typed about an offer: the mail in each language, whom it is for, and how many are held out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Organisation
from contacts.forms.https_address import HttpsField
from contacts.models import Segment
from followup.forms.mail_texts import MailTextsForm
from followup.models import Promotion
from followup.rules.promotion import LEAST_HELD, MOST_HELD
from surveys.models import Survey

WINDOWS = (30, 90, 180)
GROUPS = [
    ("", gettext_lazy("Everybody, whatever they answered")),
    (Promotion.Group.PROMOTER.value, gettext_lazy("Whose last answer was a 9 or 10")),
    (Promotion.Group.PASSIVE.value, gettext_lazy("Whose last answer was a 7 or 8")),
]


class PromotionForm(MailTextsForm):
    """An offer, from its name to the button."""

    name = forms.CharField(
        max_length=80, label=gettext_lazy("Name"), help_text=gettext_lazy("Only your team sees it.")
    )
    survey = forms.ModelChoiceField(
        Survey.objects.none(),
        empty_label=None,
        label=gettext_lazy("In the name of"),
        help_text=gettext_lazy("The survey whose brand and colour the mail wears."),
        error_messages={
            "required": gettext_lazy("Choose a survey."),
            "invalid_choice": gettext_lazy("This survey no longer exists. Choose another one."),
        },
    )
    segment = forms.ModelChoiceField(
        Segment.objects.none(),
        required=False,
        empty_label=gettext_lazy("All contacts"),
        label=gettext_lazy("To whom"),
        error_messages={"invalid_choice": gettext_lazy("This segment no longer exists. Choose another one.")},
    )
    group = forms.ChoiceField(
        choices=GROUPS,
        required=False,
        label=gettext_lazy("Of these"),
        help_text=gettext_lazy(
            "Only two weeks after an answer or later, so that it is no reward for a score."
        ),
    )
    url = HttpsField(
        label=gettext_lazy("Where the button leads"),
        error_messages={"required": gettext_lazy("Write the address of the offer.")},
    )
    percent_held = forms.IntegerField(
        min_value=LEAST_HELD,
        max_value=MOST_HELD,
        initial=20,
        label=gettext_lazy("How many of a hundred get no offer"),
        help_text=gettext_lazy(
            "Drawn by lot. Without them nobody could say what the offer changed: some would have bought anyway."
        ),
    )
    days = forms.TypedChoiceField(
        choices=lambda: [(n, ngettext("%(n)s day", "%(n)s days", n) % {"n": n}) for n in WINDOWS],
        coerce=int,
        initial=90,
        label=gettext_lazy("Purchases count for"),
    )
    launch_key = forms.UUIDField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(required=False, label=gettext_lazy("Yes, draw the lots and send it now"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = Survey.objects.of(organisation).filter(is_sample=False)
        self._choices("survey").queryset = surveys.order_by("-pk")
        self._choices("segment").queryset = Segment.objects.of(organisation).order_by("name")

    def _choices(self, name: str) -> forms.ModelChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "survey", "segment", "group", "percent_held", "days")]
