from django.db import models
from django.db.models.functions import Lower

from accounts.models.owned import Owned


class Segment(Owned):
    """A saved filter over contacts. `rules` is a list of {"field", "operator", "value"}; all must hold.

    `field` is one of segment_rules.FIELDS, or "property:<name>"; contacts/rules/segment_rules.py knows the operators.
    """

    name = models.CharField(max_length=80)
    rules = models.JSONField(default=list)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="segment_name_once")]

    def __str__(self) -> str:
        return self.name
