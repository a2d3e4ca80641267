from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from contacts.queries.audience import property_names
from surveys.models.asking_rules import LONGEST_DAYS


def _days(label: Any, lowest: int, highest: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=lowest, max_value=highest, help_text=help_text)


class AskingRulesForm(forms.Form):
    """How often and when customers are asked."""

    pause_days = _days(
        _("Days between two questions to one person"),
        1,
        365,
        _("Over all surveys and channels. Nobody is ever asked twice within 24 hours."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days on which mails may leave"),
        choices=WEEKDAYS.items(),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    reminder_days = _days(
        _("Days before the one reminder"), 0, 30, _("0: no reminder. Whoever has answered gets none.")
    )
    case_days = _days(
        _("Days after a case was closed until its customer is asked again"),
        0,
        LONGEST_DAYS,
        _(
            "To see whether it helped. Outside the pause above, yet never within 24 hours of another question. "
            "0: nobody is asked again because of a case."
        ),
    )
    panel_times = _days(
        _("How often in 90 days the panel may be asked"),
        1,
        12,
        _("By sends to the panel. Outside the pause above, yet never within 24 hours of another question."),
    )
    tenure_days = _days(
        _("Days somebody must have been a customer"), 0, 3650, _("0: may be asked from the first day.")
    )
    tenure_property = forms.ChoiceField(
        label=_("A customer since"),
        required=False,
        help_text=_("A property with a day such as 2026-03-31. Without one, when the contact was added."),
    )
    account_property = forms.ChoiceField(
        label=_("Colleagues share the property"),
        required=False,
        help_text=_("Say, the company: people with the same value are not asked at the same time."),
    )
    account_days = _days(_("Days between two colleagues"), 1, 365)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One that is chosen stays, though no contact has it any more.
        chosen = {self.initial.get(name, "") for name in ("tenure_property", "account_property")} - {""}
        names = sorted({*property_names(organisation), *chosen})
        pairs = [(name, name) for name in names if len(name) <= 60]
        self.fields["tenure_property"].choices = [("", _("when the contact was added")), *pairs]
        self.fields["account_property"].choices = [("", _("nothing: ask everybody alike")), *pairs]
