from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from accounts.models.owned import Owned
from nps_app.lib.tokens import short_token


class Survey(Owned):
    """The one question, asked in a company's name. The scale 0-10 is fixed; texts are drafted here.

    What customers see is the published version (surveys/models/survey_version.py), never this draft.
    """

    class Address(models.TextChoices):
        TU = "tu"
        USTED = "usted"

    class Wording(models.TextChoices):
        FRIENDS = "a"  # "your whole experience ... family and friends" (idea A2)
        COLLEAGUE = "b"  # "a friend or colleague" (idea B1)
        OWN = "own"

    name = models.CharField(max_length=80)
    brand = models.CharField(max_length=80)
    languages = ArrayField(models.CharField(max_length=5), default=list)
    default_language = models.CharField(max_length=5, default="es")
    address = models.CharField(max_length=5, choices=Address.choices, default=Address.TU)
    wording = models.CharField(max_length=3, choices=Wording.choices, default=Wording.COLLEAGUE)
    texts = models.JSONField(default=dict, blank=True)  # {"es": {"question": ..., ...}}: own texts only
    sms_plain = models.BooleanField(default=False, db_default=False)  # SMS leave without accents
    color = models.CharField(
        max_length=7, default="#0b5f57", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    logo = models.ForeignKey(
        "surveys.Logo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    detractor_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published = models.ForeignKey(
        "surveys.SurveyVersion", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    open_token = models.CharField(max_length=32, unique=True, default=short_token)
    edit_days = models.PositiveSmallIntegerField(default=7)
    link_days = models.PositiveSmallIntegerField(default=60)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="survey_by_newest")]

    def __str__(self) -> str:
        return self.name
