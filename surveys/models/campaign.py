from django.conf import settings
from django.db import models

from accounts.models.owned import Owned
from surveys.models.survey_version import SurveyVersion
from surveys.rules.arms import Differs
from surveys.rules.sample import Sample
from surveys.rules.ways import Way


class Campaign(Owned):
    """One send of a survey to a segment (or to everybody)."""

    class State(models.TextChoices):
        PLANNING = "planning"  # the worker is writing its invitations
        SENDING = "sending"
        PAUSED = "paused"
        DONE = "done"
        STOPPED = "stopped"

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="campaigns")
    version = models.ForeignKey("surveys.SurveyVersion", on_delete=models.CASCADE, related_name="+")
    # One day's draw of a programme or one day's asking of a trigger, or empty.
    programme = models.ForeignKey(
        "surveys.Programme", on_delete=models.CASCADE, null=True, blank=True, related_name="campaigns"
    )
    trigger = models.ForeignKey(
        "surveys.Trigger", on_delete=models.CASCADE, null=True, blank=True, related_name="campaigns"
    )
    # A day's asking again of customers whose case was closed: surveys/actions/ask_again.py.
    is_second_look = models.BooleanField(default=False, db_default=False)
    # Only to those who are glad to be asked more often, under a pause of its own.
    is_panel = models.BooleanField(default=False, db_default=False)
    drawn_on = models.DateField(null=True, blank=True)
    # What is tried out on a part of the people, or empty.
    experiment = models.ForeignKey(
        "surveys.Experiment", on_delete=models.RESTRICT, null=True, blank=True, related_name="campaigns"
    )
    # By which channel people are asked: surveys/rules/ways.py.
    offer = models.CharField(max_length=5, default="email", db_default="email")
    segment = models.ForeignKey(
        "contacts.Segment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    segment_name = models.CharField(max_length=80, blank=True)  # as it was called; empty: everybody
    segment_rules = models.JSONField(default=list)  # as they were at launch
    launch_key = models.UUIDField(unique=True)  # of the form that launched it: a double click is one send
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNING)
    # Of those who may be asked, about so many in a hundred, drawn by the seed (surveys/rules/sample.py).
    sample_percent = models.PositiveSmallIntegerField(default=100)
    sample_seed = models.PositiveIntegerField(default=0)
    reminder_days = models.PositiveSmallIntegerField(default=0)  # 0: no reminder
    launched_at = models.DateTimeField()
    launched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="campaign_by_newest")]

    @property
    def sample(self) -> Sample:
        return Sample(self.sample_percent, self.sample_seed)

    def given(self, person: int, *, way: Way) -> tuple[str, SurveyVersion]:
        """The arm of a contact (its id), empty where nothing is tried out, and the version they are shown.

        An SMS has no subject: whoever gets one takes no part in trying one out.
        """
        if self.experiment is None or (way is Way.SMS and self.experiment.differs == Differs.SUBJECT):
            return "", self.version
        arm = self.experiment.arm(person)
        return arm, self.experiment.version_in(arm, self.version)

    def __str__(self) -> str:
        return f"{self.survey} {self.launched_at:%Y-%m-%d}"
