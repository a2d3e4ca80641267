"""What may be typed about the thank-you page: each offer switched on by itself, none of them for some scores only."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.https_address import HttpsField
from surveys.models import Afterwards, CouponPool, Survey
from surveys.rules.after_words import after_words
from surveys.rules.texts import LANGUAGES
from surveys.rules.wording import fill, strip_controls, unknown_fields

LABELS = {
    "share_text": gettext_lazy("Words before the link"),
    "reward": gettext_lazy("What there is for answering"),
    "reward_terms": gettext_lazy("Conditions"),
    "friend": gettext_lazy("What there is for whom, if anything"),
    "friend_terms": gettext_lazy("Conditions"),
}
NEEDED = {"reward": "pool", "reward_terms": "pool"}  # text -> the switch that needs it
LONGEST = 200
QUESTIONS = ("asks_barrier", "asks_need", "asks_rival")
MOST_QUESTIONS = 2
PLAIN = (
    *("shares", "share_url", "review_name", "review_url", "pool", "refers", "landing_url", "asks_quotes"),
    *("asks_panel", *QUESTIONS, "only_hesitant"),
)


class AfterwardsForm(forms.Form):
    """The switches, and the own words in each of the survey's languages. An empty text means the standard one."""

    shares = forms.BooleanField(required=False, label=gettext_lazy("Offer to share a link"))
    share_url = HttpsField(
        required=False,
        label=gettext_lazy("Link to share"),
        help_text=gettext_lazy("Your website or shop, with https://"),
    )
    review_name = forms.CharField(
        required=False,
        max_length=60,
        label=gettext_lazy("Where people review you"),
        help_text=gettext_lazy("Such as Google. Leave both fields empty to show no link."),
    )
    review_url = HttpsField(required=False, label=gettext_lazy("Its address"))
    pool = forms.ModelChoiceField(
        CouponPool.objects.none(),
        required=False,
        label=gettext_lazy("Codes to give for answering"),
        empty_label=gettext_lazy("None"),
        error_messages={"invalid_choice": gettext_lazy("These codes no longer exist. Choose others.")},
    )

    refers = forms.BooleanField(
        required=False, label=gettext_lazy("Give everybody who asks a link of their own for friends")
    )
    landing_url = HttpsField(
        required=False,
        label=gettext_lazy("Where friends are led"),
        help_text=gettext_lazy("Your shop's page; ?ref= and the code are added to it."),
    )

    asks_quotes = forms.BooleanField(
        required=False, label=gettext_lazy("Ask for a few words that may be published")
    )

    asks_panel = forms.BooleanField(
        required=False, label=gettext_lazy("Ask who is glad to be asked more often")
    )
    asks_barrier = forms.BooleanField(
        required=False, label=gettext_lazy("What keeps you from buying more often?")
    )
    only_hesitant = forms.BooleanField(
        required=False,
        label=gettext_lazy("Ask this only those who give a 9 or 10 and have not bought when it was time"),
    )
    asks_need = forms.BooleanField(
        required=False, label=gettext_lazy("What do you miss that we do not offer?")
    )
    asks_rival = forms.BooleanField(
        required=False, label=gettext_lazy("Who else do you buy from, and the same 0 to 10 for them")
    )

    def __init__(self, *args: Any, survey: Survey, row: Afterwards | None, **kwargs: Any) -> None:
        self.survey = survey
        initial = self._initial(row) if row else {}
        super().__init__(*args, initial=initial, **kwargs)
        pools = self.fields["pool"]
        assert isinstance(pools, forms.ModelChoiceField)
        pools.queryset = CouponPool.objects.of(survey.organisation).order_by("name")
        for language in survey.languages:
            self._add_texts(language)

    @staticmethod
    def _initial(row: Afterwards) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in PLAIN}
        own = {
            f"text_{language}_{key}": text
            for language, texts in row.texts.items()
            for key, text in texts.items()
        }
        return plain | own

    def _add_texts(self, language: str) -> None:
        words = after_words(language, self.survey.address)
        for key, label in LABELS.items():
            standard = fill(words.get(key, ""), {"brand": self.survey.brand})
            self.fields[f"text_{language}_{key}"] = forms.CharField(
                required=False,
                max_length=LONGEST,
                label=label,
                widget=forms.TextInput(attrs={"lang": language, "placeholder": standard}),
            )

    def texts_of(self, *keys: str) -> list[tuple[str, list[forms.BoundField]]]:
        """For the template: the name of each language, and its fields."""
        return [
            (LANGUAGES.get(language, language), [self[f"text_{language}_{key}"] for key in keys])
            for language in self.survey.languages
        ]

    @property
    def share_texts(self) -> list[tuple[str, list[forms.BoundField]]]:
        return self.texts_of("share_text")

    @property
    def reward_texts(self) -> list[tuple[str, list[forms.BoundField]]]:
        return self.texts_of("reward", "reward_terms")

    @property
    def friend_texts(self) -> list[tuple[str, list[forms.BoundField]]]:
        return self.texts_of("friend", "friend_terms")

    def clean(self) -> dict[str, Any]:
        """Whatever is switched on has all that it needs, in each language."""
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_links(cleaned)
        if sum(bool(cleaned.get(name)) for name in QUESTIONS) > MOST_QUESTIONS:
            self.add_error(QUESTIONS[-1], _("Choose two at most: each further question costs answers."))
        for language in self.survey.languages:
            friend = f"text_{language}_friend"
            if cleaned.get(friend) and not cleaned.get(f"{friend}_terms"):
                self.add_error(f"{friend}_terms", _("Say under which conditions."))
            for key in LABELS:
                self._check_text(cleaned, f"text_{language}_{key}", NEEDED.get(key, ""))
        return cleaned

    def _check_links(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("shares") and not cleaned.get("share_url") and "share_url" not in self.errors:
            self.add_error("share_url", _("Write the link that is to be shared."))
        if cleaned.get("refers") and not cleaned.get("landing_url") and "landing_url" not in self.errors:
            self.add_error("landing_url", _("Write where friends are to be led."))
        name, url = cleaned.get("review_name"), cleaned.get("review_url")
        if url and not name:
            self.add_error("review_name", _("Say where it leads, such as Google."))
        if name and not url and "review_url" not in self.errors:
            self.add_error("review_url", _("Write the address of your page there."))

    def _check_text(self, cleaned: dict[str, Any], name: str, needed_by: str) -> None:
        text = cleaned[name] = strip_controls(cleaned.get(name) or "", keep="").strip()
        unknown = [field for field in unknown_fields(text) if field != "brand"]
        if unknown or "{first_name}" in text:
            self.add_error(name, _("Only {brand} is filled in here."))
        elif not text and needed_by and cleaned.get(needed_by) and name not in self.errors:
            self.add_error(name, _("Write it: customers read it before they take part."))

    def draft(self) -> dict[str, Any]:
        """What the form says, for save_afterwards."""
        cleaned = self.cleaned_data
        texts = {
            language: {
                key: cleaned[f"text_{language}_{key}"] for key in LABELS if cleaned[f"text_{language}_{key}"]
            }
            for language in self.survey.languages
        }
        plain = {name: cleaned[name] for name in PLAIN}
        return plain | {"texts": texts}
