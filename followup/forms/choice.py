from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import Cause, Team

PLAYBOOK_LENGTH = 4000


class RemedyForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the action"),
        max_length=80,
        error_messages={"required": _("Give the action a name, such as “Refunded”.")},
    )


class CauseForm(forms.Form):
    """The wider causes are passed in by name, so that the page asks for them once."""

    name = forms.CharField(
        label=_("Name of the cause"),
        max_length=80,
        error_messages={"required": _("Give the cause a name, such as “Late delivery”.")},
    )
    parent = forms.ChoiceField(
        label=_("Part of"),
        required=False,
        help_text=_("A wider cause that this one belongs to, if there is one."),
        error_messages={"invalid_choice": _("That cause can't have others below it. Choose another.")},
    )
    playbook = forms.CharField(
        label=_("Playbook"),
        required=False,
        max_length=PLAYBOOK_LENGTH,
        help_text=_("How to solve such a case, step by step. It opens inside the case."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    routing = forms.ChoiceField(
        label=_("Whose business it is"),
        required=False,
        choices=Cause.Routing.choices,
        help_text=_("What happens when somebody says in an open case that this is its cause."),
    )
    to_team = forms.ChoiceField(label=_("Team"), required=False)
    to_department = forms.ChoiceField(label=_("Department"), required=False)

    def __init__(
        self,
        *args: Any,
        parents: list[Cause],
        teams: list[Team],
        departments: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self._offer("to_team", [(key, team.name) for key, team in self.teams.items()])
        self._offer("to_department", [(name, name) for name in departments])
        self.parents = {str(cause.pk): cause for cause in parents}
        cast(forms.ChoiceField, self.fields["parent"]).choices = [
            ("", _("Nothing: it stands by itself")),
            *[(str(cause.pk), cause.name) for cause in parents],
        ]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """A list without anything to choose is left out."""
        if not choices:
            del self.fields[name]
            return
        cast(forms.ChoiceField, self.fields[name]).choices = [("", _("None")), *choices]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("routing") and not (typed.get("to_team") or typed.get("to_department")):
            self.add_error(
                "routing", _("Say to which team or department. Teams are made in “Who takes care”.")
            )
        return typed

    @property
    def values(self) -> dict[str, Any]:
        """What a cause keeps besides its name."""
        typed = self.cleaned_data
        return {
            "parent": self.chosen_parent,
            "playbook": typed["playbook"],
            "routing": typed["routing"],
            "to_team": self.teams.get(typed.get("to_team", "")),
            "to_department": typed.get("to_department", ""),
        }

    @property
    def chosen_parent(self) -> Cause | None:
        return self.parents.get(self.cleaned_data["parent"])
