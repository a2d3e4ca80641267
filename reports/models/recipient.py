from django.db import models

from accounts.models.owned import Owned
from nps_app.lib.tokens import mail_token


class Recipient(Owned):
    """Somebody to whom a saved view is mailed, with an account or without."""

    view = models.ForeignKey("reports.SavedView", on_delete=models.CASCADE, related_name="recipients")
    email = models.EmailField(max_length=254)
    # The link with which they stop it, without signing in.
    token = models.CharField(max_length=32, unique=True, default=mail_token)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["view", "email"], name="recipient_once")]

    def __str__(self) -> str:
        return self.email
