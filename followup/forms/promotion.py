"""What may be typed about an offer: the mail in each language, whom it is for, and how many are held out."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from accounts.models import Organisation
from contacts.models import Segment
from followup.models import Promotion
from followup.rules.promotion import LEAST_HELD, MOST_HELD
from surveys.models import Survey
from surveys.rules.texts import LANGUAGES
from surveys.rules.wording import strip_controls, unknown_fields

WINDOWS = (30, 90, 180)
GROUPS = [
    ("", gettext_lazy("Everybody, whatever they answered")),
    (Promotion.Group.PROMOTER.value, gettext_lazy("Whose last answer was a 9 or 10")),
    (Promotion.Group.PASSIVE.value, gettext_lazy("Whose last answer was a 7 or 8")),
]
TEXTS = {
    "subject": (gettext_lazy("Subject"), 120),
    "body": (gettext_lazy("Text"), 3000),
    "button": (gettext_lazy("On the button"), 40),
}


class PromotionForm(forms.Form):
    """A language counts where anything is written in it; then all of it is needed."""

    name = forms.CharField(
        max_length=80, label=gettext_lazy("Name"), help_text=gettext_lazy("Only your team sees it.")
    )
    survey = forms.ModelChoiceField(
        Survey.objects.none(),
        empty_label=None,
        label=gettext_lazy("In the name of"),
        help_text=gettext_lazy("The survey whose brand and colour the mail wears."),
        error_messages={
            "required": gettext_lazy("Choose a survey."),
            "invalid_choice": gettext_lazy("This survey no longer exists. Choose another one."),
        },
    )
    segment = forms.ModelChoiceField(
        Segment.objects.none(),
        required=False,
        empty_label=gettext_lazy("All contacts"),
        label=gettext_lazy("To whom"),
        error_messages={"invalid_choice": gettext_lazy("This segment no longer exists. Choose another one.")},
    )
    group = forms.ChoiceField(
        choices=GROUPS,
        required=False,
        label=gettext_lazy("Of these"),
        help_text=gettext_lazy(
            "Only two weeks after an answer or later, so that it is no reward for a score."
        ),
    )
    url = forms.URLField(
        max_length=500,
        assume_scheme="https",
        label=gettext_lazy("Where the button leads"),
        validators=[
            URLValidator(
                schemes=["https"], message=gettext_lazy("Write an address that begins with https://")
            )
        ],
        error_messages={"required": gettext_lazy("Write the address of the offer.")},
    )
    percent_held = forms.IntegerField(
        min_value=LEAST_HELD,
        max_value=MOST_HELD,
        initial=20,
        label=gettext_lazy("How many of a hundred get no offer"),
        help_text=gettext_lazy(
            "Drawn by lot. Without them nobody could say what the offer changed: some would have bought anyway."
        ),
    )
    days = forms.TypedChoiceField(
        choices=[(n, ngettext_lazy("%(n)s day", "%(n)s days", n) % {"n": n}) for n in WINDOWS],
        coerce=int,
        initial=90,
        label=gettext_lazy("Purchases count for"),
    )
    launch_key = forms.UUIDField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(required=False, label=gettext_lazy("Yes, draw the lots and send it now"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = Survey.objects.of(organisation).filter(is_sample=False)
        self._choices("survey").queryset = surveys.order_by("-pk")
        self._choices("segment").queryset = Segment.objects.of(organisation).order_by("name")
        for language in LANGUAGES:
            self._add_texts(language)

    def _choices(self, name: str) -> forms.ModelChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    def _add_texts(self, language: str) -> None:
        for key, (label, longest) in TEXTS.items():
            attrs = {"lang": language, **({"rows": 6} if key == "body" else {})}
            self.fields[f"text_{language}_{key}"] = forms.CharField(
                required=False,
                label=label,
                max_length=longest,
                widget=forms.Textarea(attrs=attrs) if key == "body" else forms.TextInput(attrs=attrs),
            )

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "survey", "segment", "group", "percent_held", "days")]

    @property
    def texts_by_language(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (name, [self[f"text_{language}_{key}"] for key in TEXTS]) for language, name in LANGUAGES.items()
        ]

    def clean(self) -> dict[str, Any]:
        """At least one language, each of them whole."""
        cleaned: dict[str, Any] = super().clean() or {}
        is_written = False
        for language in LANGUAGES:
            names = {key: f"text_{language}_{key}" for key in TEXTS}
            for key, name in names.items():
                keep = "\n" if key == "body" else ""
                cleaned[name] = strip_controls(cleaned.get(name) or "", keep=keep).strip()
            if any(cleaned[name] or name in self.errors for name in names.values()):
                is_written = True
                self._check(cleaned, names.values())
        if not is_written:
            self.add_error(
                f"text_{next(iter(LANGUAGES))}_subject", _("Write the mail in one language at least.")
            )
        return cleaned

    def _check(self, cleaned: dict[str, Any], names: Iterable[str]) -> None:
        for name in names:
            unknown = unknown_fields(cleaned[name])
            if unknown:
                message = _("{%(field)s} is not a field we can fill in. Use {brand} or {first_name}.")
                self.add_error(name, message % {"field": unknown[0]})
            elif not cleaned[name] and name not in self.errors:
                self.add_error(name, _("Write this as well, or leave the whole language empty."))

    def texts(self) -> dict[str, dict[str, str]]:
        """The mail by language."""
        return {
            language: {key: self.cleaned_data[f"text_{language}_{key}"] for key in TEXTS}
            for language in LANGUAGES
            if self.cleaned_data.get(f"text_{language}_subject")
        }
