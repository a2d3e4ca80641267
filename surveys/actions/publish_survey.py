from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Membership, User
from surveys.models import Survey, SurveyVersion
from surveys.rules import texts, wording
from surveys.rules.sms_text import frozen_sms


class PublishRefused(Exception):
    """The survey cannot start. `reason`: no_owner, owner_left, no_language, missing_text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def publish_survey(*, survey: Survey, by: User, now: datetime) -> SurveyVersion:
    """Freeze the draft as the version customers see. Without any change the current version stays."""
    row = (
        Survey.objects.of(survey.organisation)
        .select_for_update(of=("self",), no_key=True)
        .select_related("published")
        .get(pk=survey.pk)
    )
    _check_owner(row)
    frozen = frozen_texts(row)
    if not frozen:
        raise PublishRefused("no_language")
    if texts.missing(frozen):
        raise PublishRefused("missing_text")
    fields = {
        "brand": row.brand,
        "default_language": row.default_language,
        "address": row.address,
        "texts": frozen,
        "color": row.color,
        "logo_id": row.logo_id,
    }
    current = row.published
    if current is not None and all(getattr(current, name) == value for name, value in fields.items()):
        survey.published = current
        return current
    newest = SurveyVersion.objects.of(row.organisation).filter(survey=row).order_by("-number").first()
    version = SurveyVersion.objects.create(
        organisation=row.organisation,
        survey=row,
        number=newest.number + 1 if newest else 1,
        published_at=now,
        published_by=by,
        **fields,
    )
    row.published = version
    row.save(update_fields=["published"])
    survey.published = version
    write_event(
        organisation=row.organisation,
        verb="survey.published",
        subject=row,
        by=by,
        now=now,
        data={"version": version.number},
    )
    return version


def frozen_texts(survey: Survey) -> dict[str, dict[str, str]]:
    """The draft's texts as a version keeps them: the brand filled in, {first_name} left for each mail."""
    chosen = texts.complete(survey.languages, survey.texts, address=survey.address, wording=survey.wording)
    keep = {"brand": survey.brand, "first_name": "{first_name}"}
    frozen = {
        language: {key: wording.fill(text, keep) for key, text in of_language.items()}
        for language, of_language in chosen.items()
    }
    for of_language in frozen.values():
        for key in texts.SMS_KEYS:
            of_language[key] = frozen_sms(
                of_language[key], question=of_language["question"], plain_letters=survey.sms_plain
            )
    return frozen


def _check_owner(survey: Survey) -> None:
    """Somebody must take care of the unhappy ones, and still be here (idea A31)."""
    if survey.detractor_owner_id is None:
        raise PublishRefused("no_owner")
    here = Membership.objects.of(survey.organisation).filter(user_id=survey.detractor_owner_id)
    if not here.exists():
        raise PublishRefused("owner_left")
