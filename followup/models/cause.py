from django.db import models
from django.db.models.functions import Lower

from accounts.models.owned import Owned


class Cause(Owned):
    """Why a customer was unhappy: the organisation's own list, chosen when a case is closed."""

    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="cause_name_once")]

    def __str__(self) -> str:
        return self.name
