from typing import Self

from django.db import models

from accounts.models.owned import Owned, OwnedQuerySet


class EventQuerySet(OwnedQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def older_than(self, event: "Event") -> Self:
        return self.filter(models.Q(at__lt=event.at) | models.Q(at=event.at, pk__lt=event.pk))


class Event(Owned):
    """The journal: who did what to which object, and when. Text ids, no foreign keys, no personal values."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=40)  # "user:7", "customer", "system"
    verb = models.CharField(max_length=60)  # "case.closed"
    subject = models.CharField(max_length=60)  # "case:12"
    data = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
