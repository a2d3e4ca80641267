from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned
from surveys.rules.arms import B, arm_of


class Promotion(Owned):
    """An offer by mail to a segment. By lot, a part gets none: only so can be seen what the offer changes.

    Never changed once launched: its figures would be about two different things. In the interface: offer.
    """

    class State(models.TextChoices):
        DRAWING = "drawing"  # the worker is drawing lots and writing mails
        RUNNING = "running"
        STOPPED = "stopped"

    class Group(models.TextChoices):
        EVERYBODY = ""
        PROMOTER = "promoter"  # by their last answer
        PASSIVE = "passive"

    name = models.CharField(max_length=80)
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")  # whose brand
    group = models.CharField(max_length=8, choices=Group.choices, blank=True)
    segment = models.ForeignKey(
        "contacts.Segment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    segment_name = models.CharField(max_length=80, blank=True)  # as it was called; empty: everybody
    segment_rules = models.JSONField(default=list)  # as they were at launch
    # {"es": {"subject": ..., "body": ..., "button": ...}}: whoever speaks another language gets the first.
    texts = models.JSONField()
    url = models.URLField(max_length=500)
    percent_held = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField()  # how long after the lot a purchase counts
    launch_key = models.UUIDField(unique=True)  # of the form that launched it: a double click is one offer
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAWING)
    launched_at = models.DateTimeField()
    launched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="promotion_by_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent_held__gte=10, percent_held__lte=50), name="promotion_holds_some_out"
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=365), name="promotion_has_window"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_out(self, person: int) -> bool:
        """Whether the lot leaves a contact (its id) without the offer."""
        return arm_of(person, seed=self.seed, percent=self.percent_held) == B
