from datetime import date

from django.db import models

from accounts.models.owned import Owned
from nps_app.lib.seal import seal, unseal

MOST_FAILURES = 3  # in a row; then nothing is asked until somebody saves the settings again


class ModelAccess(Owned):
    """A language model an organisation chose to have asked about comments in which its words find no theme.

    Off unless somebody switches it on: what customers write, redacted, leaves the server then.
    """

    url = models.CharField(max_length=300)  # of any service that speaks as OpenAI's does, up to /v1
    model = models.CharField(max_length=120)
    sealed_key = models.TextField(blank=True)
    is_on = models.BooleanField(default=False)
    monthly_tokens = models.IntegerField(default=200_000)
    month = models.DateField(null=True, blank=True)  # the first day of the month that is counted
    used_tokens = models.IntegerField(default=0)
    failures = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="model_access_once")]

    def __str__(self) -> str:
        return f"{self.model} at {self.url}"

    @property
    def key(self) -> str:
        """The key, to be sent and never shown."""
        return unseal(self.sealed_key).get("key", "")

    @key.setter
    def key(self, text: str) -> None:
        self.sealed_key = seal({"key": text}) if text else ""

    def may_ask(self, today: date) -> bool:
        """Whether it is on, works, and the month's tokens are not used up."""
        used = self.used_tokens if self.month == today.replace(day=1) else 0
        return self.is_on and self.failures < MOST_FAILURES and used < self.monthly_tokens
