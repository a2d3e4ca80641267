from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.settle_mentions import settle_mentions
from followup.actions.tell_colleague import What, tell_colleague
from followup.models import Case, CaseEvent, Mention
from followup.queries.case_workers import case_viewers
from followup.rules.mentions import mentioned


@transaction.atomic
def add_note(*, case: Case, text: str, by: User, now: datetime, seen: int | None = None) -> CaseEvent:
    """Add what a colleague did or learnt to the case's history, open or closed.

    Colleagues whom it names with an @ get a mail, and find the case on their list of mentions. Whoever writes has
    seen what they were mentioned for themselves.
    `seen` is the id of the last event its form showed: the same note sent twice from one form is one note.
    """
    case = claim_case(case=case, seen=None, held=True)
    if seen is not None:
        notes = CaseEvent.objects.of(case.organisation).filter(case=case, kind=CaseEvent.Kind.NOTE)
        twin: CaseEvent | None = notes.filter(pk__gt=seen, by=by, text=text).first()
        if twin is not None:
            return twin
    event = CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.NOTE, at=now, by=by, text=text
    )
    begin_work(case=case, now=now)
    settle_mentions(case=case, by=by, now=now)
    _mention(event, now)
    write_event(organisation=case.organisation, verb="case.note", subject=case, by=by, now=now)
    return event


def _mention(event: CaseEvent, now: datetime) -> None:
    if "@" not in event.text:
        return
    people = {user.pk: user for user in case_viewers(event.organisation) if user != event.by}
    for pk in mentioned(event.text, {user.pk: user.display_name for user in people.values()}):
        Mention.objects.create(organisation=event.organisation, case=event.case, event=event, user=people[pk])
        tell_colleague(what=What.MENTIONED, event=event, to=people[pk], now=now)
