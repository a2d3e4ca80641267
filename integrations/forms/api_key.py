from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.rules.api_keys import Scope


class ApiKeyForm(forms.Form):
    """What a new key is for."""

    name = forms.CharField(
        label=_("What the key is for"),
        max_length=80,
        help_text=_("The program that will use it, so that you know later which one to revoke."),
        error_messages={"required": _("Name the program that will use it.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Allowed to do"),
        choices=[
            (Scope.EVENTS_WRITE.value, _("Tell what customers do and buy (events:write)")),
            (
                Scope.CUSTOMERS_READ.value,
                _("Read the card of a customer, with name, score and quote (customers:read)"),
            ),
            (Scope.CASES_READ.value, _("Read cases, with names and comments (cases:read)")),
            (Scope.CASES_WRITE.value, _("Note in cases and close them (cases:write)")),
        ],
        initial=[Scope.EVENTS_WRITE.value],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that it may do.")},
    )

    @property
    def chosen(self) -> list[Scope]:
        """What the key may do."""
        return [Scope(scope) for scope in self.cleaned_data["scopes"]]
