from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from surveys.models import Experiment, Survey, SurveyVersion
from surveys.rules.arms import Differs
from surveys.rules.texts import LANGUAGES, LONGEST
from surveys.rules.wording import strip_controls, unknown_fields

DIFFERS = [
    (Differs.SUBJECT.value, gettext_lazy("The subject of the mail")),
    (Differs.WORDING.value, gettext_lazy("The wording: another published version of the survey")),
    (Differs.INCENTIVE.value, gettext_lazy("A thank-you for answering, the same for every score")),
]
LONGEST_INCENTIVE, LONGEST_TERMS = 160, 400


class ExperimentKindForm(forms.Form):
    """First of all: which survey, and what is tried out."""

    survey = forms.ModelChoiceField(
        label=gettext_lazy("Survey"),
        queryset=Survey.objects.none(),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose a survey."),
            "invalid_choice": gettext_lazy("This survey no longer exists. Choose another one."),
        },
    )
    differs = forms.ChoiceField(
        label=gettext_lazy("What B does differently"),
        choices=DIFFERS,
        error_messages={"required": gettext_lazy("Choose what B does differently.")},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = Survey.objects.of(organisation).filter(published__isnull=False, is_sample=False)
        self.fields["survey"].queryset = surveys.select_related("published").order_by("-pk")


class VersionChoice(forms.ModelChoiceField):
    """Published versions by number and question."""

    def label_from_instance(self, version: SurveyVersion) -> str:
        """Such as "Version 2: How likely ..."."""
        question = version.text(version.default_language)["question"]
        return _("Version %(number)s: %(question)s") % {"number": version.number, "question": question}


class ExperimentForm(forms.Form):
    """Then what B says, in each language of the survey."""

    percent = forms.IntegerField(
        label=gettext_lazy("Of a hundred people, so many get B"),
        min_value=1,
        max_value=99,
        initial=50,
        help_text=gettext_lazy("Half and half shows a difference soonest. Who gets which is drawn by lot."),
    )

    def __init__(self, *args: Any, survey: Survey, differs: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.differs = survey, differs
        assert survey.published is not None
        self.languages = survey.published.languages
        if differs == Differs.WORDING:
            self._ask_version()
        for language in self.languages if differs != Differs.WORDING else []:
            self._ask_texts(language)

    def _ask_version(self) -> None:
        versions = SurveyVersion.objects.of(self.survey.organisation).filter(survey=self.survey)
        self.fields["version"] = VersionChoice(
            label=_("B gets"),
            queryset=versions.exclude(pk=self.survey.published_id).order_by("-number"),
            empty_label=None,
            help_text=_("A gets the survey as it is published. To try out a new wording, publish it first."),
            error_messages={"required": _("Choose a version."), "invalid_choice": _("Choose a version.")},
        )

    def _ask_texts(self, language: str) -> None:
        spoken = LANGUAGES[language]
        wanted = _("Write it in each language of the survey.")
        if self.differs == Differs.SUBJECT:
            self.fields[f"subject_{language}"] = forms.CharField(
                label=_("Subject of B (%(language)s)") % {"language": spoken},
                max_length=LONGEST["subject"],
                initial=self.survey.published.text(language)["subject"],
                error_messages={"required": wanted},
            )
            return
        self.fields[f"incentive_{language}"] = forms.CharField(
            label=_("What there is for answering (%(language)s)") % {"language": spoken},
            max_length=LONGEST_INCENTIVE,
            help_text=_("One sentence. It stands in the mail, on the page and on the thank-you page."),
            error_messages={"required": wanted},
        )
        self.fields[f"terms_{language}"] = forms.CharField(
            label=_("Terms (%(language)s)") % {"language": spoken},
            max_length=LONGEST_TERMS,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Who gives it, until when, how one gets it. We add that the score plays no part."),
            error_messages={"required": wanted},
        )

    def clean(self) -> dict[str, Any]:
        """No field that nobody fills, and no subject that is the same."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in [name for name in cleaned if name not in {"percent", "version"}]:
            cleaned[name] = " ".join(strip_controls(cleaned[name]).split())
            if unknown := unknown_fields(cleaned[name]):
                self.add_error(name, _("{%(field)s} is not known here.") % {"field": unknown[0]})
        if self.differs == Differs.SUBJECT and cleaned and not self.errors:
            assert self.survey.published is not None
            same = [self.survey.published.text(code)["subject"] for code in self.languages]
            if same == [cleaned.get(f"subject_{code}") for code in self.languages]:
                self.add_error(f"subject_{self.languages[0]}", _("A has this subject. Write another one."))
        return cleaned

    def texts(self) -> dict[str, dict[str, str]]:
        """What B says in each language."""
        keys = {Differs.SUBJECT: ["subject"], Differs.INCENTIVE: ["incentive", "terms"]}.get(
            Differs(self.differs), []
        )
        if not keys:
            return {}
        return {code: {key: self.cleaned_data[f"{key}_{code}"] for key in keys} for code in self.languages}


class ExperimentChoice(forms.ModelChoiceField):
    """A field of what else can be sent: which A/B test it takes part in, if any."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            label=_("A/B test"),
            queryset=Experiment.objects.of(organisation).select_related("survey", "version").order_by("-pk"),
            required=False,
            empty_label=_("none"),
            error_messages={"invalid_choice": _("This A/B test no longer exists. Choose another one.")},
        )

    def label_from_instance(self, experiment: Experiment) -> str:
        """Such as "A/B test 3: The subject of the mail (Customers 2026)"."""
        return f"{experiment.pk}: {dict(DIFFERS)[experiment.differs]} ({experiment.survey.name})"


def fits(experiment: Experiment | None, survey: Survey | None) -> bool:
    """Whether a survey can be sent with this experiment."""
    if experiment is None or survey is None:
        return True
    return experiment.survey_id == survey.pk and experiment.version_id != survey.published_id


def misfit() -> str:
    """What to say where it does not fit."""
    return _(
        "This A/B test is about another survey, or its B has been published meanwhile. Choose another one."
    )
