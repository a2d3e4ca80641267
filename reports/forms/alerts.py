"""What is watched, and what each person is mailed of it."""

import json
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from nps_app.lib import formats
from reports.models import Subscription
from responses.queries.property_values import property_values
from surveys.models import Survey

KEEP = "keep"
PAUSES = [("1", _("for a day")), ("7", _("for a week")), ("30", _("for 30 days"))]
NOT_ON_LIST = {"invalid_choice": _("That is no longer on the list. Choose another.")}


class WatchForm(forms.Form):
    """Whose scores are watched besides those of the surveys."""

    group_by = forms.ChoiceField(
        label=_("Watch each value of"),
        required=False,
        help_text=_(
            "Each branch, for example, gets its own alerts. The more scores are watched, the more proof an alert needs."
        ),
        error_messages=NOT_ON_LIST,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = list(property_values(organisation))
        current = str(self.initial.get("group_by", ""))
        if current and current not in names:
            names.append(current)
        field = self.fields["group_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nothing besides the surveys")), *((name, name) for name in names)]


class MuteForm(forms.Form):
    """For how long no mail about one score is wanted; `off` ends that."""

    days = forms.ChoiceField(
        label=_("No mails about this score"),
        choices=[*PAUSES, ("0", _("any more"))],
        error_messages=NOT_ON_LIST,
    )

    def until(self, today: date) -> date | None:
        """The first day with mails again; None: never."""
        days = int(self.cleaned_data["days"])
        return today + timedelta(days=days) if days else None


class SubscriptionForm(forms.Form):
    """Alerts, digest, surveys, department, pause."""

    alerts = forms.BooleanField(
        label=_("Mail me when a change of a score is proven"),
        required=False,
    )
    pause = forms.ChoiceField(label=_("Pause the alerts"), required=False, error_messages=NOT_ON_LIST)
    digest = forms.ChoiceField(
        label=_("Digest"),
        choices=[
            (Subscription.Digest.OFF, _("None")),
            (Subscription.Digest.WEEKLY, _("Every Monday, about the week before")),
            (Subscription.Digest.DAILY, _("Every morning, about the day before; not when nothing happened")),
        ],
        widget=forms.RadioSelect,
        error_messages={**NOT_ON_LIST, "required": _("Choose how often.")},
    )
    surveys = forms.ModelMultipleChoiceField(
        Survey.objects.none(),
        label=_("Only these surveys"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
        error_messages={
            "invalid_choice": _("One of these surveys is gone."),
            "invalid_pk_value": _("One of these surveys is gone."),
        },
    )
    department = forms.ChoiceField(
        label=_("Only my department"),
        required=False,
        help_text=_("Then alerts and digest are about the answers with this value."),
        error_messages=NOT_ON_LIST,
    )

    def __init__(self, *args: Any, subscription: Subscription, today: date, **kwargs: Any) -> None:
        self.subscription, self.today = subscription, today
        organisation = subscription.organisation
        chosen = department_key(subscription.group_by, subscription.group)
        paused = subscription.snoozed_until is not None and subscription.snoozed_until > today
        kwargs["initial"] = {
            "alerts": subscription.alerts,
            "pause": KEEP if paused else "",
            "digest": subscription.digest,
            "surveys": subscription.survey_ids,
            "department": chosen,
        }
        super().__init__(*args, **kwargs)
        surveys, pause, department = (self.fields[name] for name in ("surveys", "pause", "department"))
        assert isinstance(surveys, forms.ModelMultipleChoiceField)
        assert isinstance(pause, forms.ChoiceField)
        assert isinstance(department, forms.ChoiceField)
        surveys.queryset = Survey.objects.of(organisation).order_by("-pk")
        pause.choices = [("", _("No pause")), *PAUSES]
        if paused:
            until = formats.day(subscription.snoozed_until, organisation.region)
            pause.choices.insert(1, (KEEP, _("until %(day)s, as it is") % {"day": until}))
        department.choices = _departments(organisation, chosen)

    def values(self) -> dict[str, Any]:
        """As save_subscription takes them."""
        typed = self.cleaned_data
        group_by, group = json.loads(typed["department"]) if typed["department"] else ("", "")
        values = {
            "alerts": typed["alerts"],
            "digest": typed["digest"],
            "survey_ids": [survey.pk for survey in typed["surveys"]],
            "group_by": group_by,
            "group": group,
        }
        if typed["pause"] != KEEP:
            days = int(typed["pause"] or 0)
            values["snoozed_until"] = self.today + timedelta(days=days) if days else None
        return values


def department_key(group_by: str, group: str) -> str:
    """A property and its value as one choice."""
    return json.dumps([group_by, group], ensure_ascii=False) if group_by else ""


def _departments(organisation: Organisation, chosen: str) -> list[Any]:
    known = property_values(organisation)
    groups: list[Any] = [
        (name, [(department_key(name, value), value) for value in values]) for name, values in known.items()
    ]
    listed = {key for _, choices in groups for key, _ in choices}
    if chosen and chosen not in listed:
        groups.append((json.loads(chosen)[0], [(chosen, json.loads(chosen)[1])]))
    return [("", _("All of it")), *groups]
