from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned


class Standing(Owned):
    """Where a customer stands between what they said and what they buy: reckoned from their answers and purchases.

    True unless `stale`; responses.actions.refresh_standings reckons anew by contacts/rules/rhythm.py. Contacts who
    never answered and never bought have none.
    """

    class Rhythm(models.TextChoices):
        NOT_YET = "not_yet"
        DUE = "due"
        LATE = "late"
        UNKNOWN = "unknown"

    class Quadrant(models.TextChoices):
        """What they say and whether they buy; the first four are the quadrants, passives and the silent stand apart."""

        NO_BUYS = "no_buys"  # the next to leave
        YES_NOT = "yes_not"
        YES_BUYS = "yes_buys"
        NO_NOT = "no_not"
        MID_BUYS = "mid_buys"
        MID_NOT = "mid_not"
        SILENT_BUYS = "silent_buys"
        SILENT_NOT = "silent_not"

    contact = models.OneToOneField(
        "contacts.Contact", on_delete=models.CASCADE, primary_key=True, related_name="standing"
    )
    score = models.SmallIntegerField(null=True)  # of the last answer
    answered_at = models.DateTimeField(null=True)
    purchases = models.PositiveIntegerField(default=0, db_default=0)  # days on which something was bought
    last_bought_at = models.DateTimeField(null=True)
    product = models.ForeignKey(
        "contacts.Product", on_delete=models.SET_NULL, null=True, related_name="+"
    )  # last
    rhythm_days = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)
    rhythm = models.CharField(  # empty: never bought
        max_length=7, choices=Rhythm.choices, blank=True, db_default=""
    )
    quadrant = models.CharField(  # empty: not reckoned yet
        max_length=11, choices=Quadrant.choices, blank=True, db_default=""
    )
    turns_at = models.DateTimeField(null=True)  # when time alone changes one of the two
    stale = models.BooleanField(default=True, db_default=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "quadrant", "rhythm"], name="standing_quadrant"),
            models.Index(fields=["organisation", "rhythm", "due_at"], name="standing_rhythm"),
            models.Index(fields=["organisation"], name="standing_stale", condition=Q(stale=True)),
            models.Index(fields=["turns_at"], name="standing_turns", condition=Q(turns_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.quadrant or '-'} {self.rhythm or '-'}"
