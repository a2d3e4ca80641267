from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned


class QuoteChoice(Owned):
    """What a person decided about showing a comment as a quote: first among those of a theme, or nowhere at all."""

    class Kind(models.TextChoices):
        PINNED = "pin"
        HIDDEN = "hide"

    response = models.ForeignKey("responses.Response", on_delete=models.CASCADE, related_name="+")
    theme = models.CharField(max_length=40, blank=True)  # empty: hidden, whatever the theme
    kind = models.CharField(max_length=4, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    # A comment changed after it was pinned is another text, and no longer pinned.
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "theme"], name="quote_choice_once"),
            models.CheckConstraint(
                condition=Q(kind="hide", theme="") | (Q(kind="pin") & ~Q(theme="")),
                name="quote_choice_hides_everywhere",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "theme"], name="quote_choice_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.theme}".strip()
