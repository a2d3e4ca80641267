"""Who opened which link: all that the public page needs, in one or two queries."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from nps_app.lib.compiled import Prepared
from nps_app.lib.kept import Kept
from responses.models import Response
from surveys.models import Campaign, Experiment, Invitation, Survey, SurveyVersion

# The picture itself is served by its own address; the stored comment is never shown again.
_HEAVY = "version__logo__png"
# The one read of every customer's page: no more than it needs, and no model instances made of it.
_INVITED = Prepared(
    "invited",
    """
SELECT i.id, i.organisation_id, i.campaign_id, i.version_id, i.arm, i.language, i.answered_at, i.expires_at,
       s.edit_days, s.is_sample
  FROM surveys_invitation i JOIN surveys_survey s ON s.id = i.survey_id
 WHERE i.token = $1
""",
    is_read=True,
)
# Neither is ever changed once made (docs/adr/0011), and their texts are most of what there is to read.
_versions: Kept[SurveyVersion] = Kept()
_experiments: Kept[Experiment | None] = Kept()


class Invited(NamedTuple):
    """What the page needs of an invitation and its survey; the columns of _INVITED."""

    id: int
    organisation: int
    campaign: int
    version: int
    arm: str
    language: str
    answered_at: datetime | None
    expires_at: datetime
    edit_days: int
    is_sample: bool

    @property
    def trial(self) -> tuple[int, str] | None:
        """What is tried out on this person: its words stand on the page."""
        return (self.campaign, self.arm) if self.arm else None


@dataclass(frozen=True)
class Asked:
    """One link and what is behind it."""

    token: str
    version: SurveyVersion
    edit_days: int
    is_sample: bool
    language: str = ""  # of the contact, or of the earlier answer
    invited: Invited | None = None
    survey: Survey | None = None  # of an open link
    earlier: Response | None = None  # its comment is not loaded

    @cached_property
    def invitation(self) -> Invitation:
        """The invitation as a row, for what is done with it beside the usual."""
        assert self.invited is not None, "an open link has no invitation"
        rows: Any = Invitation.objects.select_related("organisation")
        row: Invitation = rows.get(pk=self.invited.id)
        return row

    def words(self, language: str) -> dict[str, str]:
        """What this person's arm says besides the survey's texts, where something is tried out."""
        if self.invited is None or not self.invited.arm:
            return {}
        campaign = self.invited.campaign
        experiment = _experiments.get(campaign, lambda: _experiment(campaign))
        if experiment is None:
            return {}
        return experiment.words(self.invited.arm, language, self.version.default_language)

    def state(self, now: datetime) -> str:
        """open, sample (records nothing), expired (too late to answer) or closed (too late to change)."""
        if self.is_sample:
            return "sample"
        if self.earlier is not None:
            return "open" if self.earlier.may_change(edit_days=self.edit_days, now=now) else "closed"
        if self.invited is not None and now >= self.invited.expires_at:
            return "expired"
        return "open"


def invited_by_token(token: str) -> Invited | None:
    """The invitation of a link."""
    row = _INVITED.row(token)
    return Invited(*row) if row else None


def asked_by_token(token: str) -> Asked | None:
    """An invitation's link, or the link of an answer given over an open link. None: no such token."""
    invited = invited_by_token(token)
    if invited is None:
        return _asked_by_answer(token)
    earlier = None
    if invited.answered_at is not None:
        earlier = Response.objects.filter(invitation=invited.id).defer("comment").first()
    return Asked(
        token=token,
        version=_version(invited.version),
        edit_days=invited.edit_days,
        is_sample=invited.is_sample,
        language=invited.language,
        invited=invited,
        earlier=earlier,
    )


def _version(pk: int) -> SurveyVersion:
    return _versions.get(
        pk, lambda: SurveyVersion.objects.select_related("logo").defer("logo__png").get(pk=pk)
    )


def _experiment(campaign: int) -> Experiment | None:
    return Campaign.objects.select_related("experiment").get(pk=campaign).experiment


def asked_by_open_token(token: str) -> Asked | None:
    """A survey's open link. None: no such survey, or it is not published yet."""
    survey = (
        Survey.objects.filter(open_token=token, published__isnull=False)
        .select_related("published__logo", "organisation")
        .defer("published__logo__png")
        .first()
    )
    if survey is None or survey.published is None:
        return None
    return Asked(
        token=token,
        version=survey.published,
        edit_days=survey.edit_days,
        is_sample=survey.is_sample,
        survey=survey,
    )


def _asked_by_answer(token: str) -> Asked | None:
    """Only answers given over an open link are reached by their own token."""
    earlier = (
        Response.objects.filter(token=token, invitation=None, contact=None, channel="link")
        .select_related("survey", "version__logo", "organisation")
        .defer(_HEAVY, "comment")
        .first()
    )
    if earlier is None:
        return None
    return Asked(
        token=token,
        version=earlier.version,
        edit_days=earlier.survey.edit_days,
        is_sample=earlier.survey.is_sample,
        language=earlier.language,
        survey=earlier.survey,
        earlier=earlier,
    )


def answered_by_token(token: str) -> Asked | None:
    """The same for the pages after the answer. None: no such token, or no answer yet."""
    asked = asked_by_token(token)
    return asked if asked is not None and asked.earlier is not None else None
