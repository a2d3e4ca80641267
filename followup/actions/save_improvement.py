from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import Case, Cause, Improvement, ImprovementCase, ImprovementCause, ImprovementTheme
from followup.queries.case_workers import may_work


class CannotOwn(Exception):
    """That person may not work on cases of this organisation."""


@transaction.atomic
def save_improvement(
    *,
    improvement: Improvement,
    title: str,
    description: str,
    words: str,
    owner: User | None,
    due_on: date | None,
    causes: Collection[Cause],
    themes: Collection[str],
    comments_since: date | None,
    by: User,
    now: datetime,
    case: Case | None = None,
) -> Improvement:
    """Write down what is to be changed, or change that; `case` is the one it began with.

    Raises CannotOwn.
    """
    organisation = improvement.organisation
    if owner is not None and owner.pk != improvement.owner_id and not may_work(organisation, owner):
        raise CannotOwn
    if improvement._state.adding:
        improvement.created_at = now
    improvement.title, improvement.description, improvement.words = title, description, words
    improvement.owner, improvement.due_on, improvement.comments_since = owner, due_on, comments_since
    improvement.sample = None  # what somebody edited is theirs
    improvement.save()
    _tie(improvement, causes, themes)
    if case is not None:
        ImprovementCase.objects.bulk_create(
            [ImprovementCase(organisation=organisation, improvement=improvement, case=case)],
            ignore_conflicts=True,
        )
    write_event(organisation=organisation, verb="improvement.saved", subject=improvement, by=by, now=now)
    return improvement


def _tie(improvement: Improvement, causes: Collection[Cause], themes: Collection[str]) -> None:
    """Have exactly these causes and themes behind it."""
    organisation = improvement.organisation
    links = ImprovementCause.objects.of(organisation).filter(improvement=improvement)
    links.exclude(cause__in=causes).delete()
    ImprovementCause.objects.bulk_create(
        [
            ImprovementCause(organisation=organisation, improvement=improvement, cause=cause)
            for cause in causes
        ],
        ignore_conflicts=True,
    )
    ImprovementTheme.objects.of(organisation).filter(improvement=improvement).exclude(
        theme__in=themes
    ).delete()
    ImprovementTheme.objects.bulk_create(
        [
            ImprovementTheme(organisation=organisation, improvement=improvement, theme=theme)
            for theme in themes
        ],
        ignore_conflicts=True,
    )
