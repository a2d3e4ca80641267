from dataclasses import dataclass
from typing import Any, Self, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from followup.models import Case
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


class ReplyForm(forms.Form):
    prefix = "reply"
    text = forms.CharField(
        label=_("Your mail"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what the customer is to read.")},
    )


class AssignForm(forms.Form):
    """Workers are passed in, so that the page asks for them once."""

    prefix = "assign"
    owner = forms.TypedChoiceField(
        label=_("Person in charge"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={
            "invalid_choice": _("That person can't work on cases any more. Choose somebody from the list.")
        },
    )

    def __init__(self, *args: Any, workers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {worker.pk: worker for worker in workers}
        cast(forms.ChoiceField, self.fields["owner"]).choices = [
            ("", _("Nobody")),
            *[(worker.pk, worker.display_name) for worker in workers],
        ]

    @property
    def chosen(self) -> User | None:
        return self.workers.get(self.cleaned_data["owner"])


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


class ReopenForm(forms.Form):
    prefix = "reopen"
    note = _note(_("Why does it need another look? (optional)"), required=False)


@dataclass(frozen=True)
class CaseForms:
    """All forms of a case's page. Those that were sent and refused come bound, the others empty."""

    note: NoteForm
    reply: ReplyForm
    assign: AssignForm
    close: CloseForm
    reopen: ReopenForm

    @classmethod
    def of(cls, page: CasePage, **bound: forms.Form) -> Self:
        owner = page.detail.case.owner if page.detail else None
        empty: dict[str, Any] = {
            "note": NoteForm(),
            "reply": ReplyForm(),
            "assign": AssignForm(workers=page.workers, initial={"owner": owner.pk if owner else ""}),
            "close": CloseForm(causes=page.causes, remedies=page.remedies),
            "reopen": ReopenForm(),
        }
        return cls(**{**empty, **bound})
