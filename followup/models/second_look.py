from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned


class SecondLook(Owned):
    """Whether a customer was asked again after one closing of a case, and if not, why not."""

    case = models.ForeignKey("followup.Case", on_delete=models.CASCADE, related_name="second_looks")
    closed_at = models.DateTimeField()  # the closing that is looked at: a case may be opened again
    decided_at = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)  # of surveys/rules/left_out.py; empty: asked
    invitation = models.OneToOneField(
        "surveys.Invitation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "closed_at"], name="second_look_once_a_closing"),
            models.CheckConstraint(
                condition=Q(invitation=None) | Q(reason=""), name="second_look_asked_or_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"second look at case {self.case_id}"
