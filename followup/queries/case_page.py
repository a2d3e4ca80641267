from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Organisation, User
from delivery.queries.replies import answers_arrive
from followup.models import Case, Cause, Improvement, Remedy, SavedReply, Team
from followup.queries.calendar import escalation_owner, settings_of
from followup.queries.case_detail import CaseDetail, case_detail
from followup.queries.case_workers import case_viewers, case_workers
from followup.queries.choice_list import Options, cause_options, choice_names
from followup.queries.improvements import improvements_of, open_improvements
from followup.queries.inbox import Inbox, inbox
from followup.queries.replying import language_of, offered_replies, saved_replies, why_not_call, why_not_write


@dataclass(frozen=True)
class CasePage:
    """The list and, beside it, one case with what its forms offer."""

    inbox: Inbox
    detail: CaseDetail | None  # None: the list is empty
    workers: list[User] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # of colleagues who can be mentioned in a note
    escalates_to: User | None = None
    causes: Options = field(default_factory=list)
    remedies: list[str] = field(default_factory=list)
    replies: list[SavedReply] = field(default_factory=list)
    offered: list[dict[str, str]] = field(default_factory=list)  # the same, filled in for this customer
    why_not: str = ""  # a reason against writing to the customer
    why_not_call: str = ""
    answers_arrive: bool = False  # what the customer answers comes into the case
    playbooks: list[Cause] = field(
        default_factory=list
    )  # the causes for which it is written how to solve them
    improvements: list[Improvement] = field(default_factory=list)  # that the case stands behind
    open_improvements: list[Improvement] = field(default_factory=list)  # that it could be put behind


def case_page(
    organisation: Organisation,
    user: User,
    *,
    tab: str,
    page: int,
    now: datetime,
    case_id: int | None = None,
    search: str = "",
    department: str = "",
) -> CasePage:
    """The list with the case `case_id`, or with the first of the list. Raises Case.DoesNotExist."""
    listed = inbox(organisation, user, tab, page, now, search=search, department=department)
    if case_id is None:
        if not listed.rows:
            return CasePage(listed, None)
        case_id = listed.rows[0].case_id
    case = (
        Case.objects.of(organisation)
        .select_related(
            "organisation",
            "response",
            "contact",
            "survey",
            "owner",
            "closed_by",
            "cause__parent",
            "cause__to_team",
            "remedy",
            "team",
            "rule",
            "merged_into",
        )
        .get(pk=case_id)
    )
    causes = list(Cause.objects.of(organisation).order_by("pk"))
    replies = saved_replies(organisation, language_of(case))
    names = [(name, name) for name in Cause.suggested_names(organisation)]
    return CasePage(
        listed,
        case_detail(case, user, now),
        case_workers(organisation),
        list(Team.objects.of(organisation).order_by("name")),
        [viewer.display_name for viewer in case_viewers(organisation) if viewer != user],
        escalation_owner(settings_of(organisation)) if case.is_open else None,
        cause_options(causes) if causes else list(names),
        choice_names(organisation, Remedy),
        replies,
        offered_replies(case, replies, user),
        why_not_write(case),
        why_not_call(case),
        answers_arrive(organisation),
        [cause for cause in causes if cause.is_active and cause.playbook],
        improvements_of(case),
        open_improvements(organisation),
    )
