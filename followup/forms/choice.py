from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import Cause

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

    def __init__(self, *args: Any, parents: list[Cause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = {str(cause.pk): cause for cause in parents}
        cast(forms.ChoiceField, self.fields["parent"]).choices = [
            ("", _("Nothing: it stands by itself")),
            *[(str(cause.pk), cause.name) for cause in parents],
        ]

    @property
    def chosen_parent(self) -> Cause | None:
        return self.parents.get(self.cleaned_data["parent"])
