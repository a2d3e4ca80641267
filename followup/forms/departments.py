from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class PropertyForm(forms.Form):
    """Which property names a department."""

    name = forms.ChoiceField(
        label=_("Property that names the department"),
        required=False,
        help_text=_("A property of your contacts, such as branch or account team."),
        error_messages={"invalid_choice": _("No contact has that property. Choose another.")},
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = str(self.initial.get("name", ""))
        known = sorted({*names, *filter(None, [current])}, key=str.casefold)
        cast(forms.ChoiceField, self.fields["name"]).choices = [
            ("", _("We have no departments")),
            *((name, name) for name in known),
        ]


class MemberForm(forms.Form):
    """Which departments somebody belongs to."""

    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Their inbox begins with these cases, and their digest tells of them. None ticked: all of them."
        ),
        error_messages={"invalid_choice": _("A department is no longer on the list. Choose again.")},
    )

    def __init__(self, *args: Any, departments: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["departments"]).choices = [(name, name) for name in departments]
