from django.db import models

from accounts.models.owned import Owned


class Logo(Owned):
    """A small re-encoded PNG, kept in the database so that every web process can serve it."""

    digest = models.CharField(max_length=64)
    png = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "digest"], name="logo_once")]

    def __str__(self) -> str:
        return self.digest[:12]
