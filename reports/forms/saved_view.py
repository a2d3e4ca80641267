from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from reports.models import SavedView

MOST_RECIPIENTS = 20
FREQUENCIES = [
    (SavedView.Frequency.NEVER, _("Never")),
    (SavedView.Frequency.DAILY, _("Every day")),
    (SavedView.Frequency.WEEKLY, _("Every Monday")),
    (SavedView.Frequency.MONTHLY, _("On the first of every month")),
]


class NameForm(forms.Form):
    """What a saved view is called."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        error_messages={
            "required": _("Give the report a name."),
            "max_length": _("Use at most 80 characters."),
        },
    )


class ShareForm(forms.Form):
    """What a link shows, and until when."""

    until = forms.DateField(
        label=_("Works until"),
        required=False,
        help_text=_("That day included. Empty: until you take it back."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    shows_comments = forms.BooleanField(
        label=_("Show the latest comments too, without names"),
        required=False,
        help_text=_("What customers wrote may tell who they are."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise ValidationError(_("Choose today or a later day."))
        return until


class ScheduleForm(forms.Form):
    """How often a saved view is mailed, and to whom."""

    frequency = forms.ChoiceField(label=_("How often"), choices=FREQUENCIES, required=False)
    recipients = forms.CharField(
        label=_("Recipients"),
        required=False,
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("E-mail addresses, one a line. They need no account."),
    )

    def clean_recipients(self) -> list[str]:
        typed = self.cleaned_data["recipients"].replace(",", "\n").replace(";", "\n").split()
        for address in typed:
            try:
                validate_email(address)
            except ValidationError as error:
                raise ValidationError(
                    _("“%(address)s” is no e-mail address. Correct it or take it out.") % {"address": address}
                ) from error
        found = list({address.lower(): address for address in typed}.values())
        if len(found) > MOST_RECIPIENTS:
            raise ValidationError(
                ngettext_lazy("%(most)s address at most.", "%(most)s addresses at most.", MOST_RECIPIENTS)
                % {"most": MOST_RECIPIENTS}
            )
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("frequency") and not cleaned.get("recipients") and "recipients" not in self.errors:
            self.add_error("recipients", _("Write at least one address, or choose “Never”."))
        return cleaned
