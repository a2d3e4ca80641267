from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import validate_email
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat, Lower

from accounts.models.owned import Owned
from contacts.models.suppression import Suppression
from contacts.rules.search import FOLD_FROM, FOLD_TO


class Contact(Owned):
    """A person we may ask. Matched by the other systems' number, the e-mail address or the telephone number."""

    email = models.CharField(max_length=254, blank=True, validators=[validate_email])
    phone = models.CharField(max_length=16, blank=True)  # E.164
    name = models.CharField(max_length=120, blank=True)
    external_id = models.CharField(max_length=120, blank=True, default="", db_default="")  # the shop's number
    language = models.CharField(max_length=5, blank=True)
    time_zone = models.CharField(max_length=50, blank=True)
    properties = models.JSONField(default=dict, blank=True)  # {"branch": "Centro", ...}: text values
    is_sample = models.BooleanField(default=False)
    # On which channel the person likes to be asked, "email" or "sms"; empty: they never said.
    preferred_channel = models.CharField(max_length=5, blank=True, default="", db_default="")
    # "yes" or "no"; empty: nobody has said. An e-mail may be sent until somebody says no, an SMS only after a yes.
    email_consent = models.CharField(max_length=3, blank=True, default="", db_default="")
    sms_consent = models.CharField(max_length=3, blank=True, default="", db_default="")
    ask_not_before = models.DateTimeField(null=True, blank=True)  # the person wished to be asked less often
    panel_since = models.DateField(null=True, blank=True)  # glad to be asked more often
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    # What the search box looks through, without capitals and accents; kept by the database.
    search = models.GeneratedField(
        expression=models.Func(
            Lower(Concat("name", Value(" "), "email", Value(" "), "phone")),
            Value(FOLD_FROM),
            Value(FOLD_TO),
            function="translate",
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("email"), name="contact_email_once", condition=~models.Q(email="")
            ),
            models.UniqueConstraint(
                fields=["organisation", "phone"], name="contact_phone_once", condition=~models.Q(phone="")
            ),
            models.UniqueConstraint(
                fields=["organisation", "external_id"],
                name="contact_number_once",
                condition=~models.Q(external_id=""),
            ),
            models.CheckConstraint(condition=~models.Q(email="", phone=""), name="contact_reachable"),
        ]
        indexes = [
            models.Index(fields=["organisation", "name", "id"], name="contact_by_name"),
            models.Index(fields=["organisation", "-id"], name="contact_by_newest"),
            GinIndex(fields=["search"], name="contact_search", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["properties"], name="contact_properties", opclasses=["jsonb_path_ops"]),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """Where the person can be written to, as suppressions name it: channel and address."""
        both = ((Suppression.Channel.EMAIL, self.email), (Suppression.Channel.PHONE, self.phone))
        return [(str(channel), address) for channel, address in both if address]

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""

    def local_time(self, moment: datetime) -> datetime:
        """A moment in the contact's own time zone, or in the organisation's when none is known."""
        return moment.astimezone(ZoneInfo(self.time_zone or self.organisation.time_zone))
