"""The competition in one quarter, as it is kept with the task: plain values that JSON can hold."""

from typing import Any

from django.db.models import Count

from reports.queries.own_words import Said, said
from reports.queries.rivals import Beside, Named, rivals
from responses.models import ExtraAnswer
from responses.queries.slice import Slice
from surveys.models import ExtraChoice
from surveys.queries.extra_choices import own_names
from surveys.rules.extra_words import BARRIERS

# The barriers that speak of the competition, of all that were chosen.
ABOUT_RIVALS = ("price", "elsewhere")
Line = dict[str, Any]


def rival_table(slice_: Slice) -> Line:
    """Ours beside theirs, who is named how often, and what holds customers back, most often first."""
    found = rivals(slice_)
    beside = ([found.together] if found.together else []) + found.rivals
    return {
        "rated": found.rated,
        "beside": [_beside(one) for one in beside],
        "named": [_named(one) for one in found.named],
        "reasons": _reasons(slice_),
    }


def _beside(one: Beside) -> Line:
    points, low, high = one.whole or (None, None, None)
    return {
        "name": one.name,
        "n": one.ours.n,
        "ours": one.ours.shown.score if one.ours.shown else None,
        "theirs": one.theirs.shown.score if one.theirs.shown else None,
        "points": points,
        "low": low,
        "high": high,
        "proven": one.difference is not None and one.difference.proven(),
    }


def _named(one: Named) -> Line:
    return _share(one.named) | {"most": _share(one.most) | {"of": one.asked}}


def _reasons(slice_: Slice) -> list[Line]:
    rows = ExtraAnswer.objects.of(slice_.organisation).filter(
        response__in=slice_.responses().order_by().values("pk"), kind=ExtraAnswer.Kind.BARRIER
    )
    counts = dict(rows.order_by().values_list("choice").annotate(n=Count("pk")))
    own = own_names(slice_.organisation, ExtraChoice.Question.BARRIER)
    names = dict.fromkeys(BARRIERS) | own
    answered = sum(counts.values())
    found = [said(name or key, counts[key], answered) for key, name in names.items() if key in counts]
    return [
        _share(one) | {"about_rivals": one.name in ABOUT_RIVALS}
        for one in sorted(found, key=lambda one: -one.n)
    ]


def _share(one: Said) -> Line:
    low, high = (100 * one.interval.low, 100 * one.interval.high) if one.interval else (None, None)
    return {"name": one.name, "n": one.n, "percent": one.percent, "low": low, "high": high}
