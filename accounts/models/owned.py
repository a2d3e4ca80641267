from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from accounts.models.organisation import Organisation


class OwnedQuerySet(models.QuerySet):
    def of(self, organisation: "Organisation") -> Self:
        """The rows of one organisation. Every read of a tenant table starts here."""
        return self.filter(organisation=organisation)


class Owned(models.Model):
    """Base of every tenant table: each row belongs to one organisation."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
