"""Those who gave a 7 or 8 the last time, and what it would take: they leave at the first chance (idea A5)."""

from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Organisation
from followup.models import Case
from responses.models import Response

PAGE = 50


@dataclass(frozen=True)
class Passive:
    """One answer; `asked` is the sentence it answers, as it was shown."""

    response: Response
    asked: str
    case: int | None


@dataclass(frozen=True)
class Passives:
    rows: list[Passive]
    older: int | None  # where the next page begins
    all: int
    with_words: int


def passives_of(organisation: Organisation) -> QuerySet[Response]:
    """Answers of 7 or 8 that no later one of the same person has replaced; the newest first."""
    answers = Response.objects.of(organisation)
    later = answers.filter(contact=OuterRef("contact")).filter(
        Q(answered_at__gt=OuterRef("answered_at"))
        | Q(answered_at=OuterRef("answered_at"), pk__gt=OuterRef("pk"))
    )
    last = Q(contact=None) | ~Exists(later)
    found = answers.filter(last, category=Response.Category.PASSIVE).order_by("-pk")
    return found.select_related("contact", "survey", "version")


def passive_page(organisation: Organisation, *, only_words: bool, before: str = "") -> Passives:
    """One page of them, with the case of those that have one."""
    everybody = passives_of(organisation)
    with_words = everybody.exclude(comment="")
    chosen = with_words if only_words else everybody
    if before.isdecimal() and len(before) < 19:
        chosen = chosen.filter(pk__lt=int(before))
    found = list(chosen[: PAGE + 1])
    shown = list(islice(found, PAGE))
    cases = dict(
        Case.objects.of(organisation)
        .filter(response__in=[row.pk for row in shown])
        .values_list("response_id", "pk")
    )
    return Passives(
        rows=[Passive(row, asked_of(row), cases.get(row.pk)) for row in shown],
        older=shown[-1].pk if len(found) > PAGE else None,
        all=everybody.order_by().count(),
        with_words=with_words.order_by().count(),
    )


def asked_of(response: Response) -> str:
    """What a passive was asked for, in their language."""
    return str(response.version.text(response.language).get("prompt_passive", ""))
