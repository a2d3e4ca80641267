from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned, OwnedQuerySet
from nps_app.lib.tokens import short_token


class ReferralLinkQuerySet(OwnedQuerySet):
    def of_code(self, code: str) -> Self:
        """The one with a code, whosever it is."""
        return self.filter(code=code)


class ReferralLink(Owned):
    """A customer's own link for friends, given when they asked for it. Nothing is kept of a friend who opens it."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=32, unique=True, default=short_token)
    given_at = models.DateTimeField()
    opened = models.PositiveIntegerField(default=0)  # by how many visitors a day, added up

    objects = ReferralLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "contact"],
                name="referral_link_one_a_person",
                condition=models.Q(contact__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="referral_link_by_newest")]

    def __str__(self) -> str:
        return f"referral link {self.pk}"

    @property
    def address(self) -> str:
        """What a friend is sent."""
        return f"{settings.SITE_URL}/f/{self.code}/"

    def landing(self, url: str) -> str:
        """The shop's page with the code, by which it can tell us of a new customer."""
        parts = urlsplit(url)
        query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), ("ref", self.code)])
        return urlunsplit(parts._replace(query=query))
