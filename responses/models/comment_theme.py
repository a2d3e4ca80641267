from django.db import models

from accounts.models.owned import Owned


class CommentTheme(Owned):
    """One theme of one comment, how it is spoken of, and by whom that was found."""

    class Source(models.TextChoices):
        RULE = "rule"  # its words
        MODEL = "model"  # what was learned from corrections
        LLM = "llm"
        HUMAN = "human"

    class Polarity(models.IntegerChoices):
        NEGATIVE = -1
        NEUTRAL = 0
        POSITIVE = 1

    response = models.ForeignKey("responses.Response", on_delete=models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=40)
    polarity = models.SmallIntegerField(choices=Polarity.choices)
    source = models.CharField(max_length=5, choices=Source.choices)
    # The words that show it, as places in the comment; both 0 where there are none.
    starts_at = models.IntegerField(default=0)
    ends_at = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "theme"], name="comment_theme_once")]
        indexes = [
            models.Index(
                fields=["organisation", "theme"], include=["response", "polarity"], name="comment_theme_of"
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme} {self.polarity:+d}"
