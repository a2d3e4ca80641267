from django.db import models

from accounts.models.owned import Owned


class BenchmarkChoice(Owned):
    """The industry an organisation sees itself in, and the figure its score is compared with."""

    industry = models.CharField(max_length=20)
    figure = models.CharField(max_length=60, blank=True)  # its key; empty: the first of the industry

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="benchmark_choice_once")]
