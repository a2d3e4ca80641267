from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from followup.forms.case import owner_choices
from followup.forms.case_state import UNTIL_WORDS
from followup.models import Team
from followup.rules.snoozing import Until

NOBODY = "nobody"


class SeveralForm(forms.Form):
    """Which cases are ticked, and what is to be done with all of them: one button a deed."""

    cases = forms.TypedMultipleChoiceField(
        label=_("Cases"), coerce=int, error_messages={"required": _("Tick at least one case.")}
    )
    owner = forms.ChoiceField(label=_("Person in charge"), required=False)
    until = forms.ChoiceField(label=_("Snooze"), required=False)

    def __init__(
        self, *args: Any, case_ids: list[int], workers: list[User], teams: list[Team], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[Any]] = {
            "cases": [(pk, pk) for pk in case_ids],
            "owner": [("", _("Choose…")), (NOBODY, _("Nobody")), *owner_choices(workers, teams)[1:]],
            "until": [(str(until), words) for until, words in UNTIL_WORDS.items() if until is not Until.DAY],
        }
        for name, offered in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = offered
        self.workers = {str(worker.pk): worker for worker in workers}
        self.teams = {f"team-{team.pk}": team for team in teams}

    def clean_owner(self) -> str:
        chosen: str = self.cleaned_data["owner"]
        if "assign" in self.data and not chosen:
            raise forms.ValidationError(_("Choose who is to be in charge."))
        return chosen

    @property
    def ticked(self) -> set[int]:
        """As typed, for a form that is shown once more."""
        return {int(value) for value in self["cases"].value() or [] if str(value).isdecimal()}
