from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from contacts.forms.problems import PROBLEMS
from contacts.models import Contact
from contacts.rules.matching import country_of
from contacts.rules.person import LANGUAGES, BadPerson, Person, clean_person, property_name, time_zone_names


def language_choices() -> list[tuple[str, str]]:
    """Every language with its name in the reader's language, in alphabetical order."""
    named = []
    for code in LANGUAGES:
        try:
            named.append((code, get_language_info(code)["name_translated"].capitalize()))
        except KeyError:  # Django has no name for it
            named.append((code, code))
    return sorted(named, key=lambda pair: pair[1])


CONSENT = [("", _("Never said")), ("yes", _("Yes")), ("no", _("No"))]


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    external_id = forms.CharField(
        label=_("Customer number"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("What your shop calls this person; purchases and imports find them by it."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    preferred_channel = forms.ChoiceField(
        label=_("Likes to be asked"),
        required=False,
        choices=[("", _("Never said")), ("email", _("by e-mail")), ("sms", _("by SMS"))],
    )
    email_consent = forms.ChoiceField(
        label=_("Consents to e-mails"),
        required=False,
        choices=CONSENT,
        help_text=_("An e-mail may be sent until somebody says no."),
    )
    sms_consent = forms.ChoiceField(
        label=_("Consents to SMS"),
        required=False,
        choices=CONSENT,
        help_text=_("An SMS is sent only after a yes."),
    )
    properties = forms.CharField(
        label=_("Properties"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, like “Branch: Centro”. Segments and filters can use them."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country_of(organisation.region)
        self.fields["language"].choices = [("", _("Not known")), *language_choices()]
        self.fields["time_zone"].choices = [
            ("", _("As the organisation")),
            *((name, name.replace("_", " ")) for name in time_zone_names()),
        ]
        self.person: Person | None = None

    @staticmethod
    def initial_of(contact: Contact) -> dict[str, str]:
        lines = (f"{name}: {value}" for name, value in contact.properties.items())
        stored = {field.name: getattr(contact, field.name) for field in fields(Person)}
        return stored | {"properties": "\n".join(lines)}

    def clean_properties(self) -> dict[str, str]:
        properties: dict[str, str] = {}
        for line in self.cleaned_data["properties"].splitlines():
            name, colon, value = line.partition(":")
            if not line.strip():
                continue
            if not colon or not property_name(name):
                raise forms.ValidationError(_("Write each property on its own line, as “name: value”."))
            properties[property_name(name)] = value.strip()
        return properties

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.person = clean_person(Person(**cleaned), country=self.country)
        except BadPerson as error:
            field = "properties" if error.field.startswith("property:") else error.field or "email"
            self.add_error(field, PROBLEMS[error.code])
        return cleaned
