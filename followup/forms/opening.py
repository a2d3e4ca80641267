from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.models import Segment
from followup.forms.calendar import promise_words
from followup.models import OpeningRule, Team
from followup.rules.clocks import PROMISES
from followup.rules.opening import CRITICISED, keywords, number
from responses.maths import scale

_SCORES = [("", _("Any")), *[(score, str(score)) for score in range(scale.MIN, scale.MAX + 1)]]
PLAYBOOK_LENGTH = 4000


def _score(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, choices=_SCORES, coerce=int, empty_value=None)


class RuleForm(forms.Form):
    """One rule: when all that is filled in holds, these people take care of it."""

    name = forms.CharField(
        label=_("Name of the rule"),
        max_length=80,
        error_messages={"required": _("Give the rule a name, such as “Big customers”.")},
    )
    score_from = _score(_("Score from"))
    score_to = _score(_("Score to"))
    contact = forms.BooleanField(label=_("The customer asked to be contacted"), required=False)
    keyword = forms.CharField(
        label=_("The comment has one of these words"),
        required=False,
        max_length=300,
        help_text=_("Separated by commas. Beginnings of words count, capitals and accents do not."),
    )
    theme = forms.ChoiceField(label=_("Theme of the comment"), required=False)
    tone = forms.ChoiceField(
        label=_("How it is spoken of"),
        required=False,
        choices=[("", _("Any")), (CRITICISED, _("Criticised"))],
    )
    segment = forms.TypedChoiceField(label=_("Segment"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(
        label=_("Language of the answer"), required=False, choices=[("", _("Any")), *settings.LANGUAGES]
    )
    property_name = forms.CharField(label=_("Property"), required=False, max_length=80)
    property_value = forms.CharField(label=_("has the value"), required=False, max_length=200)
    value_name = forms.CharField(label=_("Property with a number"), required=False, max_length=80)
    value_least = forms.CharField(label=_("is at least"), required=False, max_length=20)
    who = forms.ChoiceField(label=_("Who takes care of it"), required=False)
    first_contact = forms.ChoiceField(label=_("Reach the customer within"), required=False)
    resolution = forms.ChoiceField(label=_("Solve and close within"), required=False)
    is_exempt = forms.BooleanField(
        label=_("Never hold back these cases by lot"),
        required=False,
        help_text=_("Of interest only while some cases are held back to measure what working them is worth."),
    )
    playbook = forms.CharField(
        label=_("What to do in such a case"),
        required=False,
        max_length=PLAYBOOK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Opens inside the case."),
    )

    def __init__(
        self,
        *args: Any,
        workers: list[User],
        teams: list[Team],
        segments: list[Segment],
        themes: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, User | Team] = {
            **{f"team:{team.pk}": team for team in teams},
            **{f"user:{worker.pk}": worker for worker in workers},
        }
        self._offer("theme", _("Any"), list(themes.items()))
        self._offer("segment", _("Any"), [(str(segment.pk), segment.name) for segment in segments])
        names = [
            (key, one.name if isinstance(one, Team) else one.display_name) for key, one in self.people.items()
        ]
        self._offer("who", _("The person named in the survey"), names)
        for name in ("first_contact", "resolution"):
            self._offer(
                name, _("As promised to everybody"), [(code, promise_words(code)) for code in PROMISES]
            )

    def _offer(self, name: str, nothing: Any, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", nothing), *choices]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        low, high = typed.get("score_from"), typed.get("score_to")
        if low is not None and high is not None and low > high:
            self.add_error("score_to", _("This is less than where the range begins."))
        self._both(typed, "property_name", "property_value")
        self._both(typed, "value_name", "value_least")
        if typed.get("value_least") and number(typed["value_least"]) is None:
            self.add_error("value_least", _("Write a number, such as 1000 or 99.90."))
        if not self.errors and not self.conditions:
            self.add_error(
                "score_from", _("Say at least one thing that must hold, or every answer is caught.")
            )
        return typed

    def _both(self, typed: dict[str, Any], first: str, second: str) -> None:
        if bool(typed.get(first)) != bool(typed.get(second)):
            self.add_error(second if typed.get(first) else first, _("Fill in both, or neither."))

    @property
    def conditions(self) -> dict[str, Any]:
        """What must hold, as it is kept."""
        typed = self.cleaned_data
        found: dict[str, Any] = {}
        low, high = typed.get("score_from"), typed.get("score_to")
        if low is not None or high is not None:
            found["score"] = [scale.MIN if low is None else low, scale.MAX if high is None else high]
        if typed.get("contact"):
            found["contact"] = True
        if keywords(typed.get("keyword", "")):
            found["keyword"] = ", ".join(keywords(typed["keyword"]))
        for name in ("language", "segment"):
            if typed.get(name):
                found[name] = typed[name]
        if typed.get("theme"):
            found["theme"] = [typed["theme"], typed["tone"]]
        if typed.get("property_name"):
            found["property"] = [typed["property_name"], typed["property_value"]]
        if typed.get("value_name"):
            found["value"] = [typed["value_name"], typed["value_least"]]
        return found

    @property
    def values(self) -> dict[str, Any]:
        """Everything a rule keeps."""
        chosen = self.people.get(self.cleaned_data["who"])
        plain = {
            name: self.cleaned_data[name]
            for name in ("name", "first_contact", "resolution", "playbook", "is_exempt")
        }
        return {
            **plain,
            "conditions": self.conditions,
            "owner": chosen if isinstance(chosen, User) else None,
            "team": chosen if isinstance(chosen, Team) else None,
        }


def initial_of(rule: OpeningRule) -> dict[str, Any]:
    """What the form shows of a rule."""
    wanted = rule.conditions
    pairs = {
        ("score_from", "score_to"): wanted.get("score", ["", ""]),
        ("theme", "tone"): wanted.get("theme", ["", ""]),
        ("property_name", "property_value"): wanted.get("property", ["", ""]),
        ("value_name", "value_least"): wanted.get("value", ["", ""]),
    }
    shown = {
        name: value for names, values in pairs.items() for name, value in zip(names, values, strict=True)
    }
    single = {name: wanted.get(name, "") for name in ("contact", "keyword", "language", "segment")}
    plain = {
        name: getattr(rule, name) for name in ("name", "first_contact", "resolution", "playbook", "is_exempt")
    }
    who = f"team:{rule.team_id}" if rule.team_id else f"user:{rule.owner_id}" if rule.owner_id else ""
    return {**shown, **single, **plain, "who": who}


class TeamForm(forms.Form):
    """A team: its name, who is in it, and how cases are shared."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)
    members = forms.TypedMultipleChoiceField(
        label=_("Members"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )
    share = forms.ChoiceField(label=_("Who gets the next case"), choices=Team.Share.choices)

    def __init__(self, *args: Any, workers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {worker.pk: worker for worker in workers}
        cast(forms.ChoiceField, self.fields["members"]).choices = [
            (worker.pk, worker.display_name) for worker in workers
        ]

    @property
    def chosen(self) -> list[User]:
        return [self.workers[pk] for pk in self.cleaned_data["members"]]
