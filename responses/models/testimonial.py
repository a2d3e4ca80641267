from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models.owned import Owned, OwnedQuerySet
from responses.models.quote_choice import QuoteChoice


class TestimonialQuerySet(OwnedQuerySet):
    def usable(self) -> Self:
        """Neither withdrawn by their author nor hidden by a person here."""
        hidden = QuoteChoice.objects.filter(response=OuterRef("response"), kind=QuoteChoice.Kind.HIDDEN)
        return self.filter(~Exists(hidden), withdrawn_at=None)


class Testimonial(Owned):
    """Words that a customer allows to be published: what they wrote for it, and the very sentence they agreed to.

    Never the comment of the answer: that was written to us. Gone with the contact, whose words they are.
    """

    response = models.OneToOneField("responses.Response", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    quote = models.CharField(max_length=600)
    shown_name = models.CharField(max_length=80, blank=True)  # as they want to be named; empty: not at all
    consent = models.TextField()  # word for word
    language = models.CharField(max_length=5)
    consented_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # by the customer: never shown again
    published_at = models.DateTimeField(null=True, blank=True)  # marked by staff as being in use

    objects = TestimonialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(published_at=None), name="testimonial_not_after_withdrawal"
            )
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="testimonial_by_newest")]

    def __str__(self) -> str:
        return f"testimonial {self.pk}"
