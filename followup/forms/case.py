from dataclasses import dataclass
from typing import Any, Self, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from followup.actions.log_call import CallResult
from followup.forms.case_state import EscalateForm, MergeForm, SnoozeForm
from followup.forms.hold_out import TakeOutForm
from followup.models import Case, Team
from followup.queries.case_page import CasePage
from followup.queries.choice_list import Options

NOTE_LENGTH = 4000


def _note(label: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the note first: what did you do, or what did you learn?")},
    )


class NoteForm(forms.Form):
    prefix = "note"
    text = _note(_("Note for the team"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Customers never see it. Write @ and a name to tell a colleague.")
        self.fields["text"].widget.attrs.update({"data-mentions": "colleagues", "data-key": "n"})


class CallForm(forms.Form):
    prefix = "call"
    result = forms.ChoiceField(
        label=_("How it went"),
        choices=CallResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the call went.")},
    )
    text = _note(_("What was said (optional)"), required=False)


class ReplyForm(forms.Form):
    prefix = "reply"
    text = forms.CharField(
        label=_("Your mail"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "data-key": "r", "data-replies": "saved-replies"}),
        error_messages={"required": _("Write what the customer is to read.")},
    )


class AssignForm(forms.Form):
    """Workers and teams are passed in, so that the page asks for them once."""

    prefix = "assign"
    owner = forms.ChoiceField(
        label=_("Person in charge"),
        required=False,
        error_messages={
            "invalid_choice": _("That person can't work on cases any more. Choose somebody from the list.")
        },
    )

    def __init__(self, *args: Any, workers: list[User], teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["owner"]).choices = owner_choices(workers, teams)
        self.workers = {str(worker.pk): worker for worker in workers}
        self.teams = {f"team-{team.pk}": team for team in teams}

    def clean_owner(self) -> str:
        """Nobody is a choice of its own: a field that did not come takes the case away from no one."""
        if self.add_prefix("owner") not in self.data:
            raise forms.ValidationError(_("Choose who is to be in charge."))
        chosen: str = self.cleaned_data["owner"]
        return chosen

    @property
    def chosen(self) -> User | None:
        return self.workers.get(self.cleaned_data["owner"])

    @property
    def chosen_team(self) -> Team | None:
        return self.teams.get(self.cleaned_data["owner"])


def owner_choices(workers: list[User], teams: list[Team]) -> list[Any]:
    """Who can be in charge, for a select: people by their id, teams as "team-7"."""
    people = [(str(worker.pk), worker.display_name) for worker in workers]
    if not teams:
        return [("", _("Nobody")), *people]
    shared = [(f"team-{team.pk}", f"{team.name} ({team.get_share_display()})") for team in teams]
    return [("", _("Nobody")), (_("People"), people), (_("Teams, who share cases out"), shared)]


class CloseForm(forms.Form):
    """Both lists are offered by name: before the first case an organisation has only the suggested ones."""

    prefix = "close"
    cause = forms.ChoiceField(
        label=_("Cause"),
        error_messages={
            "required": _("Choose why the customer was unhappy."),
            "invalid_choice": _("That cause is no longer on the list. Choose another."),
        },
    )
    remedy = forms.ChoiceField(
        label=_("Action taken"),
        error_messages={
            "required": _("Choose what was done about it."),
            "invalid_choice": _("That action is no longer on the list. Choose another."),
        },
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", _("Choose…")), *Case.Outcome.choices],
        error_messages={"required": _("Choose what came of it.")},
    )
    note = _note(_("Closing note"), required=True)

    def __init__(self, *args: Any, causes: Options, remedies: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty: Any = ("", _("Choose…"))
        cast(forms.ChoiceField, self.fields["cause"]).choices = [empty, *causes]
        cast(forms.ChoiceField, self.fields["remedy"]).choices = [empty, *[(name, name) for name in remedies]]


class CauseForm(forms.Form):
    """What seems to lie behind an open case."""

    prefix = "cause"
    cause = forms.ChoiceField(
        label=_("Cause so far"),
        error_messages={
            "required": _("Choose what seems to lie behind it."),
            "invalid_choice": _("That cause is no longer on the list. Choose another."),
        },
    )

    def __init__(self, *args: Any, causes: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty: Any = ("", _("Choose…"))
        cast(forms.ChoiceField, self.fields["cause"]).choices = [empty, *causes]


class ReopenForm(forms.Form):
    prefix = "reopen"
    note = _note(_("Why does it need another look? (optional)"), required=False)


@dataclass(frozen=True)
class CaseForms:
    """All forms of a case's page. Those that were sent and refused come bound, the others empty."""

    note: NoteForm
    call: CallForm
    reply: ReplyForm
    assign: AssignForm
    snooze: SnoozeForm
    escalate: EscalateForm
    merge: MergeForm
    cause: CauseForm
    close: CloseForm
    reopen: ReopenForm
    take_out: TakeOutForm

    @classmethod
    def of(cls, page: CasePage, **bound: forms.Form) -> Self:
        owner = page.detail.case.owner if page.detail else None
        cause = page.detail.case.cause.name if page.detail and page.detail.case.cause else ""
        empty: dict[str, Any] = {
            "note": NoteForm(),
            "call": CallForm(),
            "reply": ReplyForm(),
            "assign": AssignForm(
                workers=page.workers, teams=page.teams, initial={"owner": owner.pk if owner else ""}
            ),
            "snooze": SnoozeForm(),
            "escalate": EscalateForm(),
            "merge": MergeForm(siblings=page.detail.siblings if page.detail else []),
            "cause": CauseForm(causes=page.causes, initial={"cause": cause}),
            "close": CloseForm(causes=page.causes, remedies=page.remedies, initial={"cause": cause}),
            "reopen": ReopenForm(),
            "take_out": TakeOutForm(),
        }
        return cls(**{**empty, **bound})
