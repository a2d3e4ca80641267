from django.db import models

from accounts.models.owned import Owned
from delivery.rules.bounces import News


class MailEvent(Owned):
    """What a mail server or provider said about a message after it had left; each thing once a message.

    The address is kept as a keyed hash, like a suppression: it survives the person's erasure and tells nobody.
    """

    message = models.ForeignKey("delivery.OutboundMessage", on_delete=models.CASCADE, related_name="events")
    news = models.CharField(max_length=12, choices=[(news.value, news.value) for news in News])
    address_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=20)  # "mailbox" or the provider's name
    detail = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "news"], name="mail_event_once")]
        indexes = [models.Index(fields=["organisation", "address_hash", "at"], name="mail_event_by_address")]

    def __str__(self) -> str:
        return f"{self.news} of message {self.message_id}"
