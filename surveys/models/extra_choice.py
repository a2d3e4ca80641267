from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models.owned import Owned


class ExtraChoice(Owned):
    """An entry of an organisation's own lists for the questions below the thank-you: a barrier, a need, or a rival.

    An entry with a `code` is one of the barriers everybody begins with (surveys/rules/extra_words.py), switched off or
    on again. Entries are never deleted: what was answered keeps its name.
    """

    class Question(models.TextChoices):
        BARRIER = "barrier"
        NEED = "need"
        RIVAL = "rival"

    question = models.CharField(max_length=7, choices=Question.choices)
    code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=80, blank=True)
    texts = models.JSONField(
        default=dict, blank=True
    )  # {"en": "Storage"}: where a language has words of its own
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "question",
                Lower("name"),
                name="extra_choice_name_once",
                condition=~Q(name=""),
            ),
            models.UniqueConstraint(
                fields=["organisation", "question", "code"],
                name="extra_choice_code_once",
                condition=~Q(code=""),
            ),
            models.CheckConstraint(condition=~Q(name="", code=""), name="extra_choice_named"),
        ]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def key(self) -> str:
        """What an answer stores."""
        return self.code or f"own{self.pk}"

    def words(self, language: str) -> str:
        """As customers of a language read it."""
        return str(self.texts.get(language) or self.name)
