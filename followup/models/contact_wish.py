from django.db import models

from accounts.models.owned import Owned
from followup.rules.callback import Window


class ContactWish(Owned):
    """When somebody who asked to be contacted wishes to be: said on the thank-you page, once or changed there."""

    response = models.OneToOneField("responses.Response", on_delete=models.CASCADE, related_name="+")
    window = models.CharField(max_length=9, choices=[(window.value, window.value) for window in Window])
    day = models.DateField(null=True, blank=True)  # none: the next that is possible
    said_at = models.DateTimeField()
    # What it came to; none: as soon as possible.
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at=None, ends_at=None)
                | models.Q(starts_at__isnull=False, ends_at__gt=models.F("starts_at")),
                name="contact_wish_is_a_span",
            )
        ]

    def __str__(self) -> str:
        return f"{self.window} of {self.day or 'any day'}"
