from dataclasses import dataclass
from datetime import datetime

from accounts.models import Organisation, User
from followup.models import Case, Cause
from followup.models.cause import suggested_names
from followup.queries.case_detail import CaseDetail, case_detail
from followup.queries.case_workers import case_workers
from followup.queries.inbox import Inbox, inbox


@dataclass(frozen=True)
class CasePage:
    """The list and, beside it, one case with what its forms offer."""

    inbox: Inbox
    detail: CaseDetail | None  # None: the list is empty
    workers: list[User]
    cause_names: list[str]


def case_page(
    organisation: Organisation,
    user: User,
    *,
    tab: str,
    page: int,
    now: datetime,
    case_id: int | None = None,
) -> CasePage:
    """The list with the case `case_id`, or with the first of the list. Raises Case.DoesNotExist."""
    listed = inbox(organisation, user, tab, page, now)
    if case_id is None:
        if not listed.rows:
            return CasePage(listed, None, [], [])
        case_id = listed.rows[0].case_id
    case = (
        Case.objects.of(organisation)
        .select_related(
            "organisation", "response", "contact", "survey", "owner", "closed_by", "cause", "team", "rule"
        )
        .get(pk=case_id)
    )
    return CasePage(listed, case_detail(case, now), case_workers(organisation), cause_names(organisation))


def cause_names(organisation: Organisation) -> list[str]:
    """The causes one may choose; the suggested ones while the organisation has none at all."""
    causes = list(Cause.objects.of(organisation).order_by("pk"))
    if not causes:
        return suggested_names(organisation)
    return [cause.name for cause in causes if cause.is_active]
