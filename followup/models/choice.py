from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils import translation

from accounts.models import Organisation
from accounts.models.owned import Owned


class Choice(Owned):
    """Base of the organisation's own lists that a case is closed with."""

    SUGGESTED: ClassVar[Sequence[Any]] = ()  # names in every language

    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="%(class)s_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def suggested_names(cls, organisation: Organisation) -> list[str]:
        """What an organisation's list starts with, in the language of its region."""
        with translation.override(organisation.region.split("-")[0]):
            return [str(name) for name in cls.SUGGESTED]
