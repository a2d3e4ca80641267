"""What may be typed about a survey: the short form of a new one, and the whole editor."""

import re
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import RegexValidator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from surveys.actions.store_logo import LARGEST_UPLOAD
from surveys.forms import sms_texts
from surveys.models import Survey
from surveys.rules import texts
from surveys.rules.languages import choose
from surveys.rules.wording import fill, strip_controls, unknown_fields

LABELS = {
    "question": gettext_lazy("Your own question"),
    "prompt": gettext_lazy("Before a score is chosen"),
    "prompt_detractor": gettext_lazy("After a 0 to 6"),
    "prompt_passive": gettext_lazy("After a 7 or 8"),
    "prompt_promoter": gettext_lazy("After a 9 or 10"),
    "thanks_detractor": gettext_lazy("Thank-you after a 0 to 6"),
    "thanks_passive": gettext_lazy("Thank-you after a 7 or 8"),
    "thanks_promoter": gettext_lazy("Thank-you after a 9 or 10"),
    "subject": gettext_lazy("Subject of the mail"),
    "intro": gettext_lazy("First sentence of the mail"),
    **sms_texts.LABELS,
    "reminder_subject": gettext_lazy("Subject of the reminder"),
    "reminder_intro": gettext_lazy("First sentence of the reminder"),
}

# Why PublishRefused and LogoRefused: the field, and what to do about it.
REFUSALS = {
    "no_owner": (
        "detractor_owner",
        gettext_lazy("Choose who takes care of unhappy customers; without, the survey cannot start."),
    ),
    "owner_left": (
        "detractor_owner",
        gettext_lazy("This person is no longer in your organisation. Choose somebody else."),
    ),
    "no_language": ("languages", gettext_lazy("Choose at least one language.")),
    "missing_text": (None, gettext_lazy("A text is missing. Fill in the empty ones.")),
    "too_large": ("logo", gettext_lazy("The picture is too large. Choose a smaller one.")),
    "not_an_image": ("logo", gettext_lazy("This is not a PNG or JPEG picture. Choose another file.")),
    "too_detailed": (
        "logo",
        gettext_lazy("The picture has too many details for a logo. Choose a simpler one."),
    ),
}


class SurveyForm(forms.Form):
    """A new survey in under a minute. Everything has a sensible value already."""

    brand = forms.CharField(
        max_length=80,
        label=gettext_lazy("Brand"),
        help_text=gettext_lazy("The name your customers know. It appears in the question."),
    )
    languages = forms.MultipleChoiceField(
        choices=list(texts.LANGUAGES.items()),
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
    )
    wording = forms.ChoiceField(label=gettext_lazy("Question"), widget=forms.RadioSelect)
    address = forms.ChoiceField(
        choices=[("tu", gettext_lazy("tú")), ("usted", gettext_lazy("usted"))],
        label=gettext_lazy("How you address people in Spanish"),
        widget=forms.RadioSelect,
        required=False,
    )
    detractor_owner = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        label=gettext_lazy("Who takes care of unhappy customers"),
        help_text=gettext_lazy(
            "Receives a case for every answer from 0 to 6. A survey cannot start without."
        ),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        field = self.fields["detractor_owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            get_user_model()
            .objects.filter(memberships__organisation=organisation, is_active=True)
            .order_by("name", "email")
        )
        self.fields["wording"].choices = self._wordings()

    def _wordings(self) -> list[tuple[str, str]]:
        language = choose(list(texts.LANGUAGES), [get_language() or "en"], default="en")
        brand = str(self.data.get("brand") or self.initial.get("brand") or self.organisation.name)
        return [
            (wording, fill(texts.standard(language, wording=wording)["question"], {"brand": brand}))
            for wording in (texts.COLLEAGUE, texts.FRIENDS)
        ]

    def clean_brand(self) -> str:
        return " ".join(strip_controls(self.cleaned_data["brand"], keep="").split())

    def clean_address(self) -> str:
        return self.cleaned_data["address"] or texts.TU

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        languages = cleaned.get("languages") or []
        if languages and cleaned.get("default_language", "") not in languages:
            cleaned["default_language"] = choose(languages, [get_language() or ""], default=languages[0])
        return cleaned

    def refuse(self, reason: str) -> None:
        """Show why an action refused, at the field that can mend it."""
        field, message = REFUSALS[reason]
        self.add_error(field if field in self.fields else None, message)

    def draft(self) -> dict[str, Any]:
        """What the form says about the draft, for save_survey."""
        names = ("brand", "languages", "default_language", "wording", "address", "detractor_owner")
        fields = {name: self.cleaned_data[name] for name in names}
        return fields | {"name": self.cleaned_data.get("name") or fields["brand"]}


class EditorForm(sms_texts.SmsTextsForm, SurveyForm):
    """All of a survey. An empty text means the standard one, which its placeholder shows."""

    name = forms.CharField(
        max_length=80, label=gettext_lazy("Name"), help_text=gettext_lazy("Only your team sees it.")
    )
    default_language = forms.ChoiceField(
        choices=list(texts.LANGUAGES.items()), label=gettext_lazy("Language when nothing else is known")
    )
    color = forms.CharField(
        label=gettext_lazy("Colour"),
        widget=forms.TextInput(attrs={"type": "color"}),
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}\Z", gettext_lazy("Write a colour as #rrggbb, such as #0b5f57."))
        ],
        help_text=gettext_lazy("For the chosen number and the button; the scale itself has no colours."),
    )
    logo = forms.FileField(
        required=False,
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("PNG or JPEG, up to 2 MB. It is made small for you."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    remove_logo = forms.BooleanField(required=False, label=gettext_lazy("Remove the logo"))
    edit_days = forms.IntegerField(
        min_value=0,
        max_value=90,
        label=gettext_lazy("Days in which an answer may be changed"),
    )
    link_days = forms.IntegerField(
        min_value=1, max_value=365, label=gettext_lazy("Days in which an invitation may be answered")
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        self.survey = survey
        initial = {name: getattr(survey, name) for name in self._plain()} | {
            f"text_{language}_{key}": text
            for language, own in survey.texts.items()
            for key, text in own.items()
        }
        super().__init__(*args, initial=initial, organisation=survey.organisation, **kwargs)
        for language in texts.LANGUAGES:
            self._add_texts(language)
        self.order_fields(["name", "brand"])

    @staticmethod
    def _plain() -> tuple[str, ...]:
        return (
            *("name", "brand", "languages", "default_language", "wording", "address"),
            *("detractor_owner", "color", "edit_days", "link_days", "sms_plain"),
        )

    def _wordings(self) -> list[tuple[str, str]]:
        return [*super()._wordings(), (texts.OWN, _("Our own question, written below"))]

    def _add_texts(self, language: str) -> None:
        address = str(self.data.get("address") or self.survey.address)
        standard = texts.standard(language, address=address)
        for key in texts.OWN_KEYS:
            long = key in ("question", "intro", "reminder_intro", *texts.SMS_KEYS)
            attrs = {"placeholder": standard[key], "lang": language, **({"rows": 2} if long else {})}
            self.fields[f"text_{language}_{key}"] = forms.CharField(
                required=False,
                label=LABELS[key],
                max_length=texts.LONGEST.get(key, texts.LONGEST_OTHER),
                widget=forms.Textarea(attrs=attrs) if long else forms.TextInput(attrs=attrs),
            )

    def texts_by_language(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """For the template: code, name, and the fields of each language."""
        return [
            (
                language,
                name,
                [self[f"text_{language}_{key}"] for key in texts.OWN_KEYS if key not in texts.SMS_KEYS],
            )
            for language, name in texts.LANGUAGES.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            if not re.match(r"text_", name) or not value:
                continue
            cleaned[name] = strip_controls(value, keep="").strip()
            is_sms = name.endswith(texts.SMS_KEYS)
            unknown = [] if is_sms else unknown_fields(value)
            if unknown:
                message = _(
                    "{%(field)s} is not a field we can fill in. Use {brand}, or {first_name} in the mail."
                )
                self.add_error(name, message % {"field": unknown[0]})
        if cleaned.get("wording") == texts.OWN:
            for language in cleaned.get("languages", []):
                if not cleaned.get(f"text_{language}_question"):
                    self.add_error(
                        f"text_{language}_question", _("Write your question, or choose a standard one.")
                    )
        self.check_sms(cleaned)
        return cleaned

    def clean_logo(self) -> Any:
        upload = self.cleaned_data.get("logo")
        if upload and upload.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("The picture is larger than 2 MB. Choose a smaller one."))
        return upload

    def own_texts(self) -> dict[str, dict[str, str]]:
        """Own texts by language; the standard ones are not stored."""
        return {
            language: {
                key: self.cleaned_data[f"text_{language}_{key}"]
                for key in texts.OWN_KEYS
                if self.cleaned_data.get(f"text_{language}_{key}")
            }
            for language in texts.LANGUAGES
        }

    def draft(self) -> dict[str, Any]:
        rest = {name: self.cleaned_data[name] for name in ("color", "edit_days", "link_days", "sms_plain")}
        return super().draft() | rest | {"texts": self.own_texts()}
