from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned

# Cases and comments from longer ago than this before an improvement was made are another story.
LOOK_BACK: Final = timedelta(days=365)


class Improvement(Owned):
    """Something the organisation changes because customers were unhappy, with the causes, cases and themes behind."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"

    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    # "delivery, courier": words by which answers about the same thing are found. Empty: none are looked for.
    words = models.CharField(max_length=200, blank=True)
    # The first local day whose comments about its themes are behind it. Empty: those of a year before it was made.
    comments_since = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    # The first local day on which it held (done), or on which it was given up (dropped).
    done_on = models.DateField(null=True, blank=True)
    done_note = models.TextField(blank=True)  # what was done; why it was dropped
    created_at = models.DateTimeField()
    # Made up with this survey, and gone with it; empty as soon as somebody changes it.
    sample = models.ForeignKey(
        "surveys.Survey", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "organisation"], name="improvement_with_organisation"),
            models.CheckConstraint(
                condition=Q(state="open", done_on=None, done_note="")
                | Q(state__in=["done", "dropped"], done_on__isnull=False, done_note__regex=r"\S"),
                name="improvement_done_with_day_and_note",
            ),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="improvement_has_title"),
        ]
        indexes = [models.Index(fields=["organisation", "state", "due_on"], name="improvement_by_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
