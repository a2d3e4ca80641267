from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from accounts.models.owned import Owned


class SavedReply(Owned):
    """A text for mails to customers, with blanks for what is known of them (followup/rules/reply_text.py)."""

    name = models.CharField(max_length=80)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), "language", name="saved_reply_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
