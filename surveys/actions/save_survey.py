from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from surveys.actions.publish_survey import publish_survey
from surveys.actions.store_logo import store_logo
from surveys.models import Survey

FIELDS = frozenset(
    {
        "name",
        "brand",
        "languages",
        "default_language",
        "address",
        "wording",
        "texts",
        "sms_plain",
        "color",
        "detractor_owner",
        "edit_days",
        "link_days",
    }
)


@transaction.atomic
def save_survey(
    *,
    organisation: Organisation,
    survey: Survey | None = None,
    fields: dict[str, Any],
    logo: bytes | None = None,
    remove_logo: bool = False,
    publish: bool = False,
    by: User,
    now: datetime,
) -> Survey:
    """Create a survey or change its draft; with `publish`, customers see it at once.

    Nothing is saved where the logo or the publication is refused (LogoRefused, PublishRefused).
    """
    is_new = survey is None
    if survey is None:
        survey = Survey(organisation=organisation, created_at=now)
    else:
        survey = Survey.objects.of(organisation).select_for_update(no_key=True).get(pk=survey.pk)
    for name, value in fields.items():
        if name not in FIELDS:
            raise ValueError(f"{name} is not a field of the draft")
        setattr(survey, name, value)
    if logo is not None:
        survey.logo = store_logo(organisation=organisation, content=logo)
    elif remove_logo:
        survey.logo = None
    survey.save()
    verb = "survey.created" if is_new else "survey.changed"
    write_event(organisation=organisation, verb=verb, subject=survey, by=by, now=now)
    if publish:
        publish_survey(survey=survey, by=by, now=now)
    return survey
