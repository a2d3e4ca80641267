from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from surveys.models import Survey

COPIED = (
    "brand",
    "languages",
    "default_language",
    "address",
    "wording",
    "texts",
    "sms_plain",
    "color",
    "logo_id",
    "detractor_owner_id",
    "edit_days",
    "link_days",
)


@transaction.atomic
def copy_survey(*, survey: Survey, name: str, by: User, now: datetime) -> Survey:
    """A draft with the same texts and looks, its own link and no answers. Not published."""
    copy = Survey(organisation_id=survey.organisation_id, name=name[:80], created_at=now)
    for field in COPIED:
        setattr(copy, field, getattr(survey, field))
    copy.save()
    write_event(
        organisation=survey.organisation,
        verb="survey.copied",
        subject=copy,
        by=by,
        now=now,
        data={"from": survey.pk},
    )
    return copy
