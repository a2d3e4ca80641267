from django.db import models

from accounts.models.owned import Owned


class ImprovementNotice(Owned):
    """One customer was told what an improvement changed: once, whatever else happens."""

    improvement = models.ForeignKey("followup.Improvement", on_delete=models.CASCADE, related_name="notices")
    # Gone when the person is erased; the count stays.
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    case = models.ForeignKey("followup.Case", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["improvement", "contact"], name="improvement_told_once"),
        ]

    def __str__(self) -> str:
        return f"improvement {self.improvement_id} told about case {self.case_id}"
