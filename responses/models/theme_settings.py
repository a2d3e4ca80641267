from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.owned import Owned
from responses.rules.taxonomy import EDITION

EDITIONS = 1_000_000  # changes an organisation may make to one built-in edition


class ThemeSettings(Owned):
    """What an organisation made of the themes. Without a row: everything as it is built in."""

    sector = models.CharField(max_length=20, blank=True)
    hidden = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    # Whether comments are compared by their meaning, too, where the server can (nps_app/lib/embedding.py).
    by_meaning = models.BooleanField(default=True, db_default=True)
    # Counts up with every change of words, themes or models: comments read by an earlier one are read again.
    changes = models.IntegerField(default=0)
    learned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="theme_settings_once")]

    def __str__(self) -> str:
        return f"themes, {self.sector or 'no sector'}"

    @property
    def edition(self) -> int:
        """By what comments are read now."""
        return EDITION * EDITIONS + self.changes
