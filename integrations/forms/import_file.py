from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.rules.customer_event import NAME
from integrations.rules.columns import (
    EVENT,
    EVENT_AT,
    EVENT_ID,
    FIELDS,
    IGNORED,
    PROPERTY,
    BadMapping,
    check_mapping,
    event_key,
)

FIELD_NAMES = {
    "email": _("E-mail address"),
    "phone": _("Telephone"),
    "external_id": _("Customer number"),
    "name": _("Name"),
    "language": _("Language"),
    "time_zone": _("Time zone"),
    "event_id": _("Event: its number"),
    "event_at": _("Event: when it happened"),
    "preferred_channel": _("Preferred channel"),
    "email_consent": _("Consents to e-mails"),
    "sms_consent": _("Consents to SMS"),
}
# Codes of integrations/actions/upload_import.py and run_import.py, nps_app/lib/spreadsheets.py.
FILE_PROBLEMS = {
    "other_kind": _("Choose a CSV or XLSX file."),
    "empty": _("The file is empty. Save it with a row of headings and a row for each contact."),
    "headings_only": _("The file has headings and no rows beneath them. Add a row for each contact."),
    "no_rows": _("The file has headings and no rows beneath them. Add a row for each contact."),
    "not_text": _("This is not a CSV file: it holds no text. Save your table as CSV or XLSX and try again."),
    "not_workbook": _("This is not an XLSX workbook. Save your table as CSV or XLSX and try again."),
    "old_workbook": _("This is an old Excel workbook (.xls). Save it as .xlsx and try again."),
    "workbook_named_csv": _("This file is called CSV and is an Excel workbook. Rename it to end in .xlsx."),
    "workbook_too_big": _("The workbook is larger than 20 MB. Save it as CSV, which may be larger."),
    "too_big": _("The file is too large. Split it and import the parts one after the other."),
    "too_big_unpacked": _("The workbook is too large when unpacked. Save it as CSV, which may be larger."),
    "too_many_columns": _("The file has more than 100 columns. Leave out those you do not need."),
    "too_many_rows": _("The file has too many rows. Split it and import the parts one after the other."),
    "no_sheet": _("The workbook has no sheet."),
    "stuck": _(
        "The import stopped several times and was given up. Rows already taken in stay. Try it again."
    ),
}


class ImportFileForm(forms.Form):
    about = forms.ChoiceField(
        label=_("The file holds"),
        choices=[("contacts", _("Contacts")), ("purchases", _("Purchases"))],
        widget=forms.RadioSelect,
        initial="contacts",
        required=False,  # contacts, when nothing is said
    )
    file = forms.FileField(
        label=_("CSV or XLSX file"),
        allow_empty_file=True,  # the action says what to do about it
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"required": _("Choose a file first.")},
    )


class ColumnsForm(forms.Form):
    """One choice for each column of a file; what the choices are is said by what the file is about."""

    def __init__(self, *args: Any, columns: Sequence[str], targets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for index, column in enumerate(columns):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=column,
                required=False,
                initial=targets[index],
                choices=[(IGNORED, _("Do not import")), *self.choices_of(column)],
            )

    def choices_of(self, column: str) -> list[tuple[str, Any]]:
        raise NotImplementedError

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """One for each column of the file."""
        return [self[f"column_{index}"] for index in range(len(self.columns))]

    @property
    def targets(self) -> list[str]:
        return [self.cleaned_data[f"column_{index}"] for index in range(len(self.columns))]


class MappingForm(ColumnsForm):
    """Of a file of contacts: a field of the contact, a property, a part of an event, or nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event_name"] = forms.RegexField(
            rf"\A{NAME.pattern}\Z",
            label=_("Each row is also an event called"),
            required=False,
            max_length=60,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            help_text=_(
                "Empty: the file holds contacts only. Otherwise such as purchase, with a column for its number; "
                "a row whose number was told before is not counted again."
            ),
            error_messages={
                "invalid": _("Small letters, digits, “_”, “-” and “.”, beginning with a letter.")
            },
        )

    def choices_of(self, column: str) -> list[tuple[str, Any]]:
        return [
            *((field, FIELD_NAMES[field]) for field in FIELDS),
            (PROPERTY + column, _("Property “%(name)s”") % {"name": column}),
            (EVENT_ID, _("Event: its number")),
            (EVENT_AT, _("Event: when it happened")),
            (EVENT + event_key(column), _("Event: “%(name)s”") % {"name": event_key(column)}),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            check_mapping(self.targets, event_name=cleaned.get("event_name", ""))
        except BadMapping as error:
            self.add_error("event_name" if error.code == "no_event_name" else None, _mapping_words(error))
        return cleaned


def _mapping_words(error: BadMapping) -> Any:
    if error.code == "no_address":
        return _(
            "Say which column holds the e-mail address or the telephone number: contacts are told apart by it."
        )
    if error.code == "no_event_id":
        return _("Say which column holds the number of the event: by it a row that comes twice is known.")
    if error.code == "no_event_name":
        return _("A column is marked as part of an event. Say what these events are called.")
    name = FIELD_NAMES.get(error.what, error.what)
    return _("Two columns are marked as “%(name)s”. Choose one of them.") % {"name": name}
