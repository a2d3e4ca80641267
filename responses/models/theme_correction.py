from django.conf import settings
from django.db import models

from accounts.models.owned import Owned


class ThemeCorrection(Owned):
    """What a person said about one comment and one theme. Never overwritten by a machine, and learned from."""

    response = models.ForeignKey("responses.Response", on_delete=models.CASCADE, related_name="+")
    theme = models.CharField(max_length=40)
    is_about = models.BooleanField()
    # How it is spoken of, as in CommentTheme; empty: as it is read.
    polarity = models.SmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "theme"], name="theme_correction_once")]
        indexes = [models.Index(fields=["organisation", "theme", "at"], name="theme_correction_of")]

    def __str__(self) -> str:
        return f"{'is' if self.is_about else 'is not'} about {self.theme}"
