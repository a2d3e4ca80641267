from collections.abc import Iterable
from datetime import datetime

from django.db import models

from accounts.models.owned import Owned, OwnedQuerySet
from surveys.rules.evidence import Visit


class LinkHitQuerySet(OwnedQuerySet):
    def visits(self, invitation: int, *, since: datetime, until: datetime) -> list[Visit]:
        """The visits of one invitation's link between two moments, both included."""
        rows: Iterable[tuple[datetime, str, int | None, bool]] = (
            self.filter(invitation=invitation, at__gte=since, at__lte=until)
            .exclude(method=LinkHit.Method.HAND)
            .values_list("at", "method", "score", "is_prefetch")
        )
        return [Visit(*row) for row in rows]


class LinkHit(Owned):
    """Somebody or something opened an invitation's link. Never an answer: only tells machines from people.

    Neither address nor browser: a shortened address and a keyed hash, kept for 30 days. The database does not
    check the two references, so that a visit locks no row of the invitation or the organisation.
    """

    class Method(models.TextChoices):
        GET = "GET"
        HEAD = "HEAD"
        HAND = "HAND"  # a number tapped in the mail, and then a hand on the page

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    invitation = models.ForeignKey(
        "surveys.Invitation", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    at = models.DateTimeField()
    method = models.CharField(max_length=4, choices=Method.choices)
    score = models.SmallIntegerField(null=True)
    network = models.CharField(max_length=43, blank=True)  # 203.0.113.0/24, 2001:db8:1::/48
    browser = models.CharField(max_length=16, blank=True)
    is_prefetch = models.BooleanField(default=False)

    objects = LinkHitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["invitation", "at"], name="link_hit_by_invitation"),
            models.Index(fields=["organisation", "at"], name="link_hit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.score} at {self.at:%Y-%m-%d %H:%M:%S}"
