from django.db import models

from accounts.models.owned import Owned
from delivery.rules.reply_ways import MAILBOX
from nps_app.lib.seal import seal, unseal
from nps_app.lib.tokens import mail_token


class ReplyAddress(Owned):
    """Where an organisation's customers answer what a colleague wrote them from a case, and how that reaches us.

    Used only once a test mail has come back by it (`confirmed_at`): an address that loses mails is worse than none.
    """

    way = models.CharField(max_length=20)  # a key of delivery/rules/reply_ways.py
    address = models.CharField(max_length=120)
    options = models.JSONField(default=dict, blank=True)  # of a mailbox: host, port, security, user, folder
    sealed = models.TextField(blank=True)
    # Stands in the address a provider posts to, so that it leads to this organisation and nobody else knows it.
    hook_key = models.CharField(max_length=43, unique=True, default=mail_token)
    check_sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # How far the mailbox has been read: numbers are valid as long as the server's mark is the same.
    mark = models.CharField(max_length=20, blank=True)
    last_number = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=20, blank=True)  # why the mailbox could not be read
    problem_detail = models.CharField(max_length=300, blank=True)
    # Mails that belong to no case: they are not kept.
    strays = models.PositiveIntegerField(default=0)
    stray_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="reply_address_once")]

    def __str__(self) -> str:
        return self.address

    @property
    def secrets(self) -> dict[str, str]:
        """The mailbox's password, or the key that a provider signs with. Never shown again."""
        return unseal(self.sealed)

    @secrets.setter
    def secrets(self, values: dict[str, str]) -> None:
        self.sealed = seal(values)

    @property
    def is_mailbox(self) -> bool:
        """Whether we look for mails ourselves."""
        return self.way == MAILBOX

    @property
    def is_waiting(self) -> bool:
        """Whether a test mail is on its way."""
        return self.confirmed_at is None and self.check_sent_at is not None
