from django.db import models

from accounts.models.owned import Owned


class Afterwards(Owned):
    """What a survey's thank-you page offers and asks, switched on one by one. It holds at once, without a publication.

    There is deliberately nothing here that could tell one score from another: whatever is offered is offered to
    everybody who answered, in the same words. A question is no offer: the one about what holds somebody back may be
    put only to those who say yes and do not buy.
    """

    survey = models.OneToOneField("surveys.Survey", on_delete=models.CASCADE, related_name="afterwards")
    shares = models.BooleanField(default=False)
    share_url = models.URLField(max_length=500, blank=True)
    review_name = models.CharField(max_length=60, blank=True)  # "Google"
    review_url = models.URLField(max_length=500, blank=True)
    pool = models.ForeignKey(
        "surveys.CouponPool", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    refers = models.BooleanField(default=False, db_default=False)  # gives links for friends
    landing_url = models.URLField(max_length=500, blank=True, default="", db_default="")
    asks_quotes = models.BooleanField(default=False, db_default=False)  # words to publish
    asks_panel = models.BooleanField(default=False, db_default=False)  # who is glad to be asked more often
    # At most two of these: surveys/forms/afterwards.py.
    asks_barrier = models.BooleanField(default=False, db_default=False)
    only_hesitant = models.BooleanField(default=False, db_default=False)
    asks_need = models.BooleanField(default=False, db_default=False)
    asks_rival = models.BooleanField(default=False, db_default=False)
    # Own words by language: {"es": {"share_text": ..., "reward": ..., "friend": ...}}; forms/afterwards.py has the keys
    texts = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"thank-you page of {self.survey}"

    def text(self, key: str, language: str, default_language: str) -> str:
        """An own text in a language, or in the survey's default one; empty where there is none."""
        for code in (language, default_language):
            if self.texts.get(code, {}).get(key):
                return str(self.texts[code][key])
        return ""
