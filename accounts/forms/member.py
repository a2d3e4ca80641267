from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Role

ROLES = [
    (Role.OWNER.value, _("Owner: everything, settings and people included")),
    (Role.MANAGER.value, _("Manager: surveys, contacts, sending and cases")),
    (Role.STAFF.value, _("Staff: reads answers and works on cases")),
    (Role.VIEWER.value, _("Viewer: sees the numbers only")),
]
ROLE_NAMES = {
    Role.OWNER.value: _("Owner"),
    Role.MANAGER.value: _("Manager"),
    Role.STAFF.value: _("Staff"),
    Role.VIEWER.value: _("Viewer"),
}


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Role.STAFF.value)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_NAMES.items()))
