"""Who opened which link: all that the public page needs, in one or two queries."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Organisation
from nps_app.lib.compiled import CompiledQuery
from nps_app.lib.kept import Kept
from responses.models import Response
from surveys.models import Experiment, Invitation, Survey, SurveyVersion

# The picture itself is served by its own address; the stored comment is never shown again.
_HEAVY = "version__logo__png"
_INVITATION = CompiledQuery(
    "asked",
    lambda: (
        Invitation.objects.filter(token="")
        .select_related("survey", "organisation", "campaign")
        .only(
            *(field.name for field in Invitation._meta.concrete_fields),
            *(f"organisation__{field.name}" for field in Organisation._meta.concrete_fields),
            *(f"survey__{name}" for name in ("organisation", "edit_days", "is_sample", "published")),
            "campaign__experiment",
        )
    ),
)
# Neither is ever changed once made (docs/adr/0011), and their texts are most of what there is to read.
_versions: Kept[SurveyVersion] = Kept()
_experiments: Kept[Experiment] = Kept()


@dataclass(frozen=True)
class Asked:
    """One link and what is behind it."""

    token: str
    survey: Survey
    version: SurveyVersion
    language: str = ""  # of the contact, or of the earlier answer
    invitation: Invitation | None = None
    earlier: Response | None = None  # its comment is not loaded

    def words(self, language: str) -> dict[str, str]:
        """What this person's arm says besides the survey's texts, where something is tried out."""
        if self.invitation is None or self.invitation.campaign.experiment_id is None:
            return {}
        key = self.invitation.campaign.experiment_id
        experiment = _experiments.get(key, lambda: Experiment.objects.get(pk=key))
        return experiment.words(self.invitation.arm, language, self.version.default_language)

    def state(self, now: datetime) -> str:
        """open, sample (records nothing), expired (too late to answer) or closed (too late to change)."""
        if self.survey.is_sample:
            return "sample"
        if self.earlier is not None:
            return "open" if self.earlier.may_change(edit_days=self.survey.edit_days, now=now) else "closed"
        if self.invitation is not None and now >= self.invitation.expires_at:
            return "expired"
        return "open"


def asked_by_token(token: str) -> Asked | None:
    """An invitation's link, or the link of an answer given over an open link. None: no such token."""
    invitation = _INVITATION.first(token)
    if invitation is None:
        return _asked_by_answer(token)
    earlier = None
    if invitation.answered_at is not None:
        earlier = Response.objects.filter(invitation=invitation).defer("comment").first()
    return Asked(
        token=token,
        survey=invitation.survey,
        version=_version(invitation.version_id),
        language=invitation.language,
        invitation=invitation,
        earlier=earlier,
    )


def _version(pk: int) -> SurveyVersion:
    rows = SurveyVersion.objects.select_related("logo").defer("logo__png")
    return _versions.get(pk, lambda: rows.get(pk=pk))


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
    return Asked(token=token, survey=survey, version=survey.published)


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
        survey=earlier.survey,
        version=earlier.version,
        language=earlier.language,
        earlier=earlier,
    )
