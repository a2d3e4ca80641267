from django.db import models

from accounts.models.owned import Owned


class EarnedCustomer(Owned):
    """Somebody who became a customer over a referral link, as the shop told us. Told twice, it is one."""

    link = models.ForeignKey("surveys.ReferralLink", on_delete=models.CASCADE, related_name="earned")
    # The shop's name for the new customer, or ours for a contact ("contact:12").
    customer = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "customer"], name="earned_customer_once")
        ]

    def __str__(self) -> str:
        return f"earned customer {self.pk}"
