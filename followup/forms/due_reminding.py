from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from contacts.forms.https_address import HttpsField
from followup.forms.mail_texts import MailTextsForm
from followup.models import DueReminding
from surveys.models import Survey


class DueRemindingForm(MailTextsForm):
    """Whether customers are reminded when their time to buy again has come, and what the mail says."""

    more_fields: ClassVar[tuple[str, ...]] = ("product",)

    is_on = forms.BooleanField(
        required=False, label=gettext_lazy("Remind customers when their time to buy again has come")
    )
    survey = forms.ModelChoiceField(
        Survey.objects.none(),
        empty_label=None,
        label=gettext_lazy("In the name of"),
        help_text=gettext_lazy("The survey whose brand and colour the mail wears."),
        error_messages={"required": gettext_lazy("Choose a survey.")},
    )
    url = HttpsField(
        label=gettext_lazy("Where the button leads"),
        help_text=gettext_lazy("Of products that have no address of their own."),
        error_messages={"required": gettext_lazy("Write the address of your shop.")},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = self.fields["survey"]
        assert isinstance(surveys, forms.ModelChoiceField)
        surveys.queryset = Survey.objects.of(organisation).filter(is_sample=False).order_by("-pk")

    @staticmethod
    def initial_of(row: DueReminding | None) -> dict[str, Any]:
        """What stands in the form before anything is typed."""
        if row is None:
            return {}
        texts = {
            f"text_{language}_{key}": text
            for language, said in row.texts.items()
            for key, text in said.items()
        }
        return texts | {"is_on": row.is_on, "survey": row.survey_id, "url": row.url}
