from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from reports.models.benchmark import SCORES
from reports.queries.benchmarks import figures_of
from reports.rules.bands import LEAST, MOST, Bands
from reports.rules.benchmarks import INDUSTRIES, Figure

FIRST_YEAR, LAST_YEAR = 2003, 2100  # the question was first published in 2003


def industry_choices() -> list[tuple[str, str]]:
    """Every industry with its name in the reader's language."""
    return [(key, gettext(name)) for key, name in INDUSTRIES.items()]


def _score(label: Any) -> forms.IntegerField:
    wrong = _("Type a whole number from -100 to 100, or leave it empty.")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=LEAST,
        max_value=MOST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class ChoiceForm(forms.Form):
    """Which industry and, if one is named, which figure of it the score is compared with."""

    industry = forms.ChoiceField(
        label=_("Industry"),
        choices=industry_choices,
        error_messages={
            "required": _("Choose an industry from the list."),
            "invalid_choice": _("That industry is not on the list. Choose another."),
        },
    )
    figure = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean(self) -> dict[str, Any]:
        figure, industry = self.cleaned_data.get("figure"), self.cleaned_data.get("industry")
        if figure and industry:
            known = {listed.figure.key for listed in figures_of(self.organisation, industry)}
            if figure not in known:
                self.add_error("industry", _("That figure is gone. Choose another."))
        return self.cleaned_data


class BenchmarkForm(forms.Form):
    """A figure with where it comes from; without source, population and link it says nothing."""

    industry = forms.ChoiceField(
        label=_("Industry"),
        choices=industry_choices,
        error_messages={
            "required": _("Choose an industry from the list."),
            "invalid_choice": _("That industry is not on the list. Choose another."),
        },
    )
    detail = forms.CharField(
        label=_("Which part of it (optional)"),
        required=False,
        max_length=80,
        help_text=_("Such as “car insurance”."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        error_messages={"required": _("Say who published the figure.")},
    )
    year = forms.IntegerField(
        label=_("Year (optional)"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Type the year with four digits, or leave it empty."),
            "min_value": _("The question was first published in 2003. Type a later year."),
            "max_value": _("Type the year with four digits, or leave it empty."),
        },
    )
    population = forms.CharField(
        label=_("Who was asked"),
        max_length=200,
        help_text=_("How many, which customers, which country: figures of others are not comparable."),
        error_messages={"required": _("Say whose answers these are, so that nobody compares unlike things.")},
    )
    url = forms.URLField(
        label=_("Link"),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": _("Give the address where the figure can be read."),
            "invalid": _("That is no web address. It begins with https://"),
        },
    )
    mean = _score(_("Mean"))
    median = _score(_("Median"))
    low_to = _score(_("Low: up to"))
    good_from = _score(_("Good: from"))
    good_to = _score(_("Good: to"))
    leaders_from = _score(_("Leaders: from"))
    leaders_to = _score(_("Leaders: to"))

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(_("That is no web address. It begins with https://"))
        return url

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if self.errors:
            return typed
        bands = Bands(**{name: typed[name] for name in SCORES[2:]})
        if all(typed[name] is None for name in SCORES):
            self.add_error("mean", _("Give at least one number: a mean, a median or a band."))
        if bands.good_to is not None and bands.good_from is None:
            self.add_error("good_from", _("Say where “good” begins."))
        if bands.leaders_to is not None and bands.leaders_from is None:
            self.add_error("leaders_from", _("Say where the leaders begin."))
        if not bands.in_order():
            self.add_error("low_to", _("The bands overlap. They go up: low, then good, then leaders."))
        return typed


def initial_of(figure: Figure) -> dict[str, Any]:
    """A figure as the form's first values, in the reader's language."""
    limits = {name: getattr(figure.bands, name) for name in SCORES[2:]}
    return {
        "industry": figure.industry,
        "detail": gettext(figure.detail) if figure.detail else "",
        "source": gettext(figure.source),
        "year": figure.year,
        "population": gettext(figure.population),
        "url": figure.url,
        "mean": figure.mean,
        "median": figure.median,
        **limits,
    }
