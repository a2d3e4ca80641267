from django.db import models

from accounts.models.owned import Owned


class ThemeWord(Owned):
    """A word an organisation added to a theme, or one of its words that it switched off."""

    theme = models.CharField(max_length=40)
    text = models.CharField(max_length=60)  # as in responses/rules/words/core.toml
    is_added = models.BooleanField()

    class Meta:
        ordering = ("theme", "text")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "theme", "text"], name="theme_word_once")
        ]

    def __str__(self) -> str:
        return f"{'+' if self.is_added else '-'}{self.text} ({self.theme})"
