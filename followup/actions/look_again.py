from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.actions.write_event import write_event
from accounts.models import Organisation
from followup.models import Case, CaseEvent, SecondLook
from responses.models import Response
from surveys.actions.ask_again import ask_again
from surveys.models import AskingRules, Survey

BATCH = 1000
# Whom nothing could be sent to for so long after the day is not asked any more: the case is too long ago.
GRACE = timedelta(days=7)
# A case that is held back by lot is never closed; it is asked about as if it had been closed so long after it was
# opened, so that both arms of the lot are asked alike.
AS_IF_CLOSED = timedelta(days=7)


@transaction.atomic
def look_again(*, organisation: Organisation, now: datetime) -> int:
    """Ask the customers whose case was closed some time ago how it is now; returns how many cases were decided.

    How long ago, the organisation says in its asking rules. Every closing is decided once, with the reason where
    nobody is asked; whom another question has just reached comes back in the next sweep.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    days = AskingRules.of(organisation).case_days
    if not days:
        return 0
    decided = 0
    by_survey: dict[int, dict[int, Case]] = defaultdict(dict)
    for case, standing in _due(organisation, now - timedelta(days=days)):
        assert case.contact_id is not None
        if standing:
            decided += _decide(case, None, standing, now)
        else:
            # Two cases of one person are one question; the other case is looked at when this one is decided.
            by_survey[case.survey_id].setdefault(case.contact_id, case)
    surveys = Survey.objects.of(organisation).select_related("published", "detractor_owner")
    for survey in surveys.filter(pk__in=by_survey).order_by("pk"):
        cases = by_survey[survey.pk]
        for contact, (invitation, reason) in ask_again(survey=survey, contacts=list(cases), now=now).items():
            decided += _decide(cases[contact], invitation.pk if invitation else None, reason, now)
    return decided


def _due(organisation: Organisation, closed_by: datetime) -> list[tuple[Case, str]]:
    """Cases whose day has come, and why their customer need not be asked again; empty: ask."""
    looked = SecondLook.objects.of(organisation).filter(case=OuterRef("pk"), closed_at=OuterRef("ended_at"))
    since = Response.objects.of(organisation).filter(
        contact=OuterRef("contact"), survey=OuterRef("survey"), answered_at__gt=OuterRef("ended_at")
    )
    others = Case.objects.of(organisation).open().filter(contact=OuterRef("contact"))
    asked_for_another = SecondLook.objects.of(organisation).filter(
        invitation__contact=OuterRef("contact"), decided_at__gt=OuterRef("ended_at")
    )
    found = (
        Case.objects.of(organisation)
        .filter(Q(closed_at__isnull=False) | Q(is_held=True), contact__isnull=False)
        .annotate(ended_at=Coalesce("closed_at", F("opened_at") + AS_IF_CLOSED))
        .filter(ended_at__lte=closed_by, ended_at__gt=closed_by - GRACE)
        .filter(~Exists(looked), response__is_sample=False, merged_into=None)
        .annotate(
            is_answered=Exists(since), is_open_elsewhere=Exists(others), is_asked=Exists(asked_for_another)
        )
    )
    return [(case, _standing(case)) for case in found.order_by("ended_at", "pk")[:BATCH]]


def _standing(case: Any) -> str:
    reasons = (
        (case.is_answered, "answered_since"),
        (case.is_open_elsewhere, "open_case"),
        (case.is_asked, "asked_recently"),
    )
    return next((reason for applies, reason in reasons if applies), "")


def _decide(case: Case, invitation: int | None, reason: str, now: datetime) -> int:
    look = SecondLook.objects.create(
        organisation=case.organisation,
        case=case,
        closed_at=case.closed_at or case.opened_at + AS_IF_CLOSED,
        decided_at=now,
        reason=reason,
        invitation_id=invitation,
    )
    data = {"reason": reason} if reason else {}
    CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.ASKED_AGAIN, at=now, data=data
    )
    verb = "case.not_asked_again" if reason else "case.asked_again"
    write_event(organisation=case.organisation, verb=verb, subject=look.case, by="system", now=now, data=data)
    return 1
