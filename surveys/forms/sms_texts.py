"""The part of the survey editor about SMS: two texts in each language, how long they become, what they lack."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from delivery.rules.segments import MOST, WARN_ABOVE, Length
from surveys.channels.sms import length_of
from surveys.rules import texts
from surveys.rules.sms_text import Fault, faults_of, frozen_sms, unknown_sms_fields
from surveys.rules.wording import fill

FAULTS = {
    Fault.NO_SENDER: gettext_lazy("Say who asks: {question}, {brand} or the brand's name must stand in it."),
    Fault.NO_OPT_OUT: gettext_lazy(
        "Say how to get no more of these: a word to reply with, such as STOP or BAJA, or {leave}, which becomes a link."
    ),
    Fault.NO_LINK: gettext_lazy("Nobody can reply to this one: {link} must stand in it."),
    Fault.TOO_LONG: gettext_lazy("This becomes more than three SMS. Shorten it."),
}
UNKNOWN_FIELD = gettext_lazy(
    "{%(field)s} is not a field we can fill in. Use {question}, {brand}, {first_name}, {link} or {leave}."
)
LABELS = {
    "sms": gettext_lazy("Where people can reply"),
    "sms_link": gettext_lazy("Where the sender is a name that takes no replies"),
}


@dataclass(frozen=True)
class Draft:
    """One SMS as typed so far."""

    field: forms.BoundField
    key: str
    language: str
    length: Length

    @property
    def is_costly(self) -> bool:
        return self.length.segments > WARN_ABOVE

    @property
    def is_too_long(self) -> bool:
        return self.length.segments > MOST


class SmsTextsForm(forms.Form):
    """Mixed into the editor, which adds the fields `text_<language>_sms` and `text_<language>_sms_link`."""

    sms_plain = forms.BooleanField(
        required=False,
        label=gettext_lazy("Leave accents out of SMS"),
        help_text=gettext_lazy(
            "One á, í, ó, ú or curly quote makes an SMS hold 70 signs instead of 160, so that one becomes three. "
            "ñ, é, ¿ and ¡ cost nothing and stay."
        ),
    )

    def sms_by_language(self) -> list[tuple[str, list[Draft]]]:
        """For the template: the name of each language and its texts."""
        return [
            (name, [self.sms_draft(language, key) for key in texts.SMS_KEYS])
            for language, name in texts.LANGUAGES.items()
        ]

    def sms_draft(self, language: str, key: str) -> Draft:
        """One of them, with its length; an empty one is the standard text."""
        field = self[f"text_{language}_{key}"]
        return Draft(field, key, language, length_of(self._whole(language, key), brand=self._said("brand")))

    def _said(self, name: str) -> str:
        """What is typed or stored, valid or not."""
        return str((self.data if self.is_bound else self.initial).get(name) or "")

    def _whole(self, language: str, key: str) -> str:
        """An SMS as it would be frozen."""
        own = {
            name: self._said(f"text_{language}_{name}")
            for name in ("question", key)
            if self._said(f"text_{language}_{name}")
        }
        chosen = texts.complete(
            [language], {language: own}, address=self._said("address"), wording=self._said("wording")
        )[language]
        brand: Mapping[str, str] = {"brand": self._said("brand"), "first_name": "{first_name}"}
        plain_letters = bool((self.data if self.is_bound else self.initial).get("sms_plain"))
        return frozen_sms(
            fill(chosen[key], brand), question=fill(chosen["question"], brand), plain_letters=plain_letters
        )

    def check_sms(self, cleaned: dict[str, Any]) -> None:
        """Name what an own text lacks. The standard ones lack nothing."""
        for language in texts.LANGUAGES:
            for key in texts.SMS_KEYS:
                name = f"text_{language}_{key}"
                if not cleaned.get(name):
                    continue
                if unknown := unknown_sms_fields(cleaned[name]):
                    self.add_error(name, UNKNOWN_FIELD % {"field": unknown[0]})
                draft = self.sms_draft(language, key)
                faults = faults_of(
                    self._whole(language, key),
                    brand=self._said("brand"),
                    answers=key == "sms",
                    length=draft.length,
                )
                for fault in faults:
                    self.add_error(name, FAULTS[fault])
