from django.db import models

from accounts.models.owned import Owned


class Observed(Owned):
    """That the customers of an organisation are kept as observations, and up to when they are known.

    Its row is the lock under which they are rebuilt.
    """

    until = models.DateTimeField(null=True, blank=True)  # None: nothing is kept, the pages read live
    at = models.DateTimeField(null=True, blank=True)  # when they were rebuilt last

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="observed_once")]

    def __str__(self) -> str:
        return f"observed until {self.until}"
