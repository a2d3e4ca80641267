from zoneinfo import ZoneInfo

from django.db import models

from accounts.rules.region import currency_of


class Organisation(models.Model):
    """A company that asks its customers. Everything else belongs to one."""

    class AnswerProof(models.TextChoices):
        STRICT = "strict"
        BALANCED = "balanced"
        OPEN = "open"

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=50, unique=True)
    time_zone = models.CharField(max_length=50, default="UTC")
    # Language of the interface decides words; the region decides how numbers and dates look.
    region = models.CharField(max_length=10, default="en-GB")
    # Who writes to customers; without both an invitation may not leave.
    sender_name = models.CharField(max_length=80, blank=True)
    postal_address = models.CharField(max_length=200, blank=True)
    # How sure we must be that a person answered: surveys/rules/evidence.py.
    answer_proof = models.CharField(max_length=8, choices=AnswerProof.choices, default=AnswerProof.BALANCED)
    # ISO 4217; in it sums are told, and amounts whose currency nobody says are read. Empty: the region's.
    currency = models.CharField(max_length=3, blank=True, default="", db_default="")
    # The property of contacts that names a department, such as "branch"; empty: there are none.
    department_property = models.CharField(max_length=60, blank=True, default="", db_default="")
    has_sample_data = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def reporting_currency(self) -> str:
        """The currency sums are told in."""
        return self.currency or currency_of(self.region)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
