from django.db import models

from accounts.models.owned import Owned


class ModelAsked(Owned):
    """A comment that a language model was asked about: it is asked once, whatever it said."""

    response = models.OneToOneField("responses.Response", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"answer {self.response_id}"
