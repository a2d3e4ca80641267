from django.db import models

from accounts.models.owned import Owned

PREFIX = "own-"


class OwnTheme(Owned):
    """A theme that an organisation added, found by its words and by what was answered to "is this about it?"."""

    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=False)  # comments are read for it
    name_vector = models.BinaryField(null=True, blank=True)  # what its name means; None: not known yet
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="own_theme_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What it is called where themes are stored."""
        return f"{PREFIX}{self.pk}"
