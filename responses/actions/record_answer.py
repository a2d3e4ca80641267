"""Store what a customer answered: once per invitation, every earlier version kept."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation
from nps_app.lib.compiled import CompiledInsert, CompiledQuery
from nps_app.lib.tokens import mail_token
from responses.actions.give_answer import Said, give_answer
from responses.maths import scale
from responses.models import Response, Revision
from surveys.actions.remove_sample_data import remove_sample_data
from surveys.models import Invitation, Survey

ONE_VISIT = timedelta(hours=1)
_INVITATION = CompiledQuery(
    "answered_invitation",
    lambda: (
        Invitation.objects.of(Organisation(pk=0))
        .select_for_update(of=("self",), no_key=True)
        .select_related("survey", "organisation")
        .filter(pk=0)
    ),
)
_STORE = CompiledInsert(Response)


class AnswerRefused(Exception):
    """The answer is not stored. `reason`: expired (too late to answer), closed (too late to change), sample."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def record_answer(
    *,
    invitation: Invitation | None = None,
    survey: Survey | None = None,
    response: Response | None = None,
    score: int,
    comment: str = "",
    wants_contact: bool = False,
    language: str,
    channel: str = "",
    layout: str = Response.Layout.PAGE,
    key: str = "",
    is_certain: bool = True,
    now: datetime,
) -> Response:
    """Store an answer to an invitation, over a survey's open link, or the change of an answer given there.

    `key` comes from the open link's form: the same form sent twice is one answer. An empty comment in a
    change keeps the earlier one, because the page never shows it again. An answer that is not certain to be
    a person's (settle_answer) never changes one that is there. Raises AnswerRefused, and
    ValueError for a score that is none (forms refuse it first; the database would too).
    """
    scale.category(score)
    said = Said(score, comment, wants_contact, language, layout)
    if invitation is not None:
        return _answer_invitation(invitation, said, channel=channel, is_certain=is_certain, now=now)
    if response is not None:
        earlier = _locked(response.pk)
        return _change(earlier, earlier.survey, said, now=now)
    assert survey is not None, "an answer belongs to an invitation, a survey or an earlier answer"
    return _answer_open_link(survey, said, channel=channel or "link", key=key, now=now)


def _answer_invitation(
    invitation: Invitation, said: Said, *, channel: str, is_certain: bool, now: datetime
) -> Response:
    row = _INVITATION.first(invitation.organisation_id, invitation.pk)
    if row is None:  # erased a moment ago
        raise AnswerRefused("expired")
    if row.survey.is_sample:
        raise AnswerRefused("sample")
    # Behind the lock, answered_at is the truth: a first answer needs no look at the answers.
    earlier = (
        Response.objects.of(row.organisation).filter(invitation=row).first() if row.answered_at else None
    )
    if earlier is not None and not is_certain:
        raise AnswerRefused("closed")
    if earlier is not None:
        return _change(earlier, row.survey, said, now=now)
    if now >= row.expires_at:
        raise AnswerRefused("expired")
    _end_trial(row.organisation, now=now)
    stored = give_answer(token=row.token, said=said, channel=channel, now=now)
    assert stored is not None, "behind the lock nothing speaks against a first answer"
    return stored


def _answer_open_link(survey: Survey, said: Said, *, channel: str, key: str, now: datetime) -> Response:
    if survey.is_sample:
        raise AnswerRefused("sample")
    if survey.published_id is None:
        raise AnswerRefused("expired")
    row = Response(
        organisation=survey.organisation,
        survey=survey,
        version_id=survey.published_id,
        channel=channel,
        token=key or mail_token(),
    )
    try:
        with transaction.atomic():
            return _insert(row, said, now=now)
    except IntegrityError:
        earlier = Response.objects.of(survey.organisation).filter(
            token=row.token, survey=survey, invitation=None
        )
        if not earlier:  # somebody else's token: no key of this form's
            return _answer_open_link(survey, said, channel=channel, key="", now=now)
        return _change(_locked(earlier[0].pk), survey, said, now=now)


def _end_trial(organisation: Organisation, *, now: datetime) -> None:
    """The first real answer takes the sample data's place."""
    if organisation.has_sample_data:
        remove_sample_data(organisation=organisation, by="customer", now=now)


def _insert(row: Response, said: Said, *, now: datetime) -> Response:
    _end_trial(row.organisation, now=now)
    row.score, row.comment, row.language, row.layout = said.score, said.comment, said.language, said.layout
    row.wants_contact = True if said.wants_contact else None
    row.answered_at = row.updated_at = now
    _STORE.store(row)
    write_event(organisation=row.organisation, verb="response.given", subject=row, by="customer", now=now)
    return row


def _change(row: Response, survey: Survey, said: Said, *, now: datetime) -> Response:
    comment = said.comment or row.comment
    # Taking the tick away is a "no".
    wants_contact = True if said.wants_contact else None if row.wants_contact is None else False
    if (row.score, row.comment, row.wants_contact) == (said.score, comment, wants_contact):
        return row  # the same form sent twice
    if not row.may_change(edit_days=survey.edit_days, now=now):
        raise AnswerRefused("closed")
    # The number was stored when it was chosen, the rest came with "Send": one answer, nothing was replaced.
    is_one_visit = now < row.updated_at + ONE_VISIT and (row.score, row.comment, row.wants_contact) == (
        said.score,
        "",
        None,
    )
    if not is_one_visit:
        Revision.objects.create(
            organisation_id=row.organisation_id,
            response=row,
            score=row.score,
            comment=row.comment,
            wants_contact=row.wants_contact,
            replaced_at=now,
        )
    news = Response.Category.DETRACTOR in (row.category, scale.category(said.score)) or said.wants_contact
    row.score, row.comment, row.wants_contact = said.score, comment, wants_contact
    row.language, row.updated_at = said.language, now
    row.themes_edition = 0  # how a theme is spoken of depends on the number, too
    if news:
        row.triaged_at = None  # whoever follows it up should hear of it
    row.save(
        update_fields=[
            "score",
            "comment",
            "wants_contact",
            "language",
            "updated_at",
            "triaged_at",
            "themes_edition",
        ]
    )
    row.refresh_from_db(fields=["category"])
    if not is_one_visit:
        write_event(
            organisation=row.organisation, verb="response.changed", subject=row, by="customer", now=now
        )
    return row


def _locked(pk: int) -> Response:
    row: Response = (
        Response.objects.select_for_update(of=("self",), no_key=True)
        .select_related("survey", "organisation")
        .get(pk=pk)
    )
    return row
