from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from accounts.models.owned import Owned
from reports.rules.bands import LEAST, MOST, Bands
from reports.rules.benchmarks import Figure

SCORES = ("mean", "median", "low_to", "good_from", "good_to", "leaders_from", "leaders_to")
OWN = "own-"


def _score() -> models.SmallIntegerField:
    return models.SmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)]
    )


class Benchmark(Owned):
    """A figure of the organisation's own, or its version of a shipped one (reports/rules/benchmarks.py)."""

    shipped_key = models.CharField(max_length=60, blank=True)
    industry = models.CharField(max_length=20)
    source = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    population = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    detail = models.CharField(max_length=80, blank=True)
    mean = _score()
    median = _score()
    low_to = _score()
    good_from = _score()
    good_to = _score()
    leaders_from = _score()
    leaders_to = _score()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "shipped_key"],
                condition=~models.Q(shipped_key=""),
                name="benchmark_replaces_once",
            ),
            *[
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__isnull": True})
                    | models.Q(**{f"{name}__range": (LEAST, MOST)}),
                    name=f"benchmark_{name}_is_a_score",
                )
                for name in SCORES
            ],
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def key(self) -> str:
        """What addresses call it: the name of the figure it replaces, or a number of its own."""
        return self.shipped_key or f"{OWN}{self.pk}"

    def figure(self) -> Figure:
        """The same as the shipped figures are."""
        limits = {name: getattr(self, name) for name in SCORES[2:]}
        return Figure(
            key=self.key,
            industry=self.industry,
            source=self.source,
            year=self.year,
            population=self.population,
            url=self.url,
            mean=self.mean,
            median=self.median,
            bands=Bands(**limits),
            detail=self.detail,
        )
