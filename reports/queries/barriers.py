"""What holds customers back: what was chosen below the thank-you, beside what they miss and whom else they buy from."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from reports.queries.needs import Needs, needs
from reports.queries.own_words import Said, counted, said
from reports.queries.rivals import Rivals, rivals
from responses.models import ExtraAnswer
from responses.queries.slice import Slice
from surveys.models import ExtraChoice
from surveys.queries.extra_choices import own_names
from surveys.rules.extra_words import BARRIERS, OTHER

MOST_OTHERS = 20
MOST_READ = 50_000


@dataclass(frozen=True)
class Barriers:
    answered: int  # the question what holds them back
    barriers: list[Said]  # by code, or by the organisation's own name
    others: list[tuple[str, int]]  # what "something else" was, and how many said it
    needs: Needs
    rivals: Rivals

    @property
    def is_empty(self) -> bool:
        return not (self.answered or self.needs.missed or self.rivals.rated)


def barriers(slice_: Slice, *, by: str = "", need: str = "", now: datetime) -> Barriers:
    """What was said below the thank-you by those who gave these answers; samples of the product included.

    `by` and `need`: see reports/queries/needs.py.
    """
    rows = ExtraAnswer.objects.of(slice_.organisation).filter(
        response__in=slice_.responses().order_by().values("pk"), kind=ExtraAnswer.Kind.BARRIER
    )
    counts = dict(rows.order_by().values_list("choice").annotate(n=Count("pk")))
    answered = sum(counts.values())
    own = own_names(slice_.organisation, ExtraChoice.Question.BARRIER)
    found = [said(code, counts.get(code, 0), answered) for code in BARRIERS]
    found += [said(name, counts.get(key, 0), answered) for key, name in own.items()]
    texts = rows.filter(choice=OTHER).exclude(text="").order_by("-answered_at", "-pk")
    return Barriers(
        answered=answered,
        barriers=sorted(found, key=lambda one: -one.n),
        others=counted(texts.values_list("text", flat=True)[:MOST_READ])[:MOST_OTHERS],
        needs=needs(slice_, by=by, need=need, now=now),
        rivals=rivals(slice_),
    )
