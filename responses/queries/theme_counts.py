"""How many of those who wrote something mention each theme, and what they gave.

Everybody here is somebody who wrote a comment: who wrote none mentions nothing and says nothing about themes. Of a
person who answered several times in the window the last answer counts, as everywhere (docs/adr/0010).
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncMonth

from responses.maths.score import Counts
from responses.models import CommentTheme, Response
from responses.models.response import ResponseQuerySet
from responses.queries.slice import Slice

CATEGORIES = ("detractor", "passive", "promoter")


@dataclass
class ThemeCount:
    """Those who mention one theme: what they gave, and how many praise and criticise it."""

    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0))
    praised: int = 0
    criticised: int = 0


@dataclass(frozen=True)
class Mentioned:
    """Everybody who wrote something, and the themes of what they wrote by key."""

    everybody: Counts
    themes: dict[str, ThemeCount]
    without: int  # comments without any theme
    unread: int  # comments that are about to be read
    clashing: int = 0  # whose words say the contrary of their score


def commented(slice_: Slice) -> ResponseQuerySet:
    """The answers of a slice with a comment that count."""
    later = Response.objects.of(slice_.organisation).filter(
        Q(answered_at__gt=OuterRef("answered_at"))
        | Q(answered_at=OuterRef("answered_at"), pk__gt=OuterRef("pk")),
        contact=OuterRef("contact"),
    )
    if slice_.window is not None:
        later = later.filter(answered_at__lt=slice_.window.end)
    if slice_.survey_ids:
        later = later.filter(survey_id__in=slice_.survey_ids)
    rows = slice_.responses().exclude(comment="")
    return rows.filter(Q(contact=None) | ~Exists(later))


def mentioned(slice_: Slice) -> Mentioned:
    """Everything the page of reasons counts, in two queries."""
    rows = commented(slice_)
    of_theme = CommentTheme.objects.of(slice_.organisation).filter(response__in=rows)
    any_theme = Exists(CommentTheme.objects.of(slice_.organisation).filter(response=OuterRef("pk")))
    totals = rows.aggregate(
        **{name: Count("pk", filter=Q(category=name)) for name in CATEGORIES},
        without=Count("pk", filter=~any_theme),
        unread=Count("pk", filter=Q(themes_edition=0)),
        clashing=Count("pk", filter=Q(clashes=True)),
    )
    themes: dict[str, ThemeCount] = {}
    grouped = (
        of_theme.values_list("theme", "response__category", "polarity").annotate(n=Count("pk")).order_by()
    )
    for theme, category, polarity, n in grouped:
        one = themes.setdefault(theme, ThemeCount())
        one.counts += Counts(*(n if category == name else 0 for name in CATEGORIES))
        one.praised += n * (polarity > 0)
        one.criticised += n * (polarity < 0)
    everybody = Counts(*(totals[name] for name in CATEGORIES))
    return Mentioned(everybody, themes, totals["without"], totals["unread"], totals["clashing"])


@dataclass(frozen=True)
class Month:
    """One month: comments, those that mention the theme, and how many of these criticise it."""

    first: date
    comments: int
    mentions: int
    criticised: int


def months_of(slice_: Slice, theme: str) -> list[Month]:
    """How often a theme was mentioned month by month, of the organisation's own time zone, the newest last."""
    month = TruncMonth("answered_at", tzinfo=slice_.organisation.zone)
    about = CommentTheme.objects.of(slice_.organisation).filter(response=OuterRef("pk"), theme=theme)
    rows = (
        commented(slice_)
        .annotate(month=month)
        .values("month")
        .annotate(
            comments=Count("pk"),
            mentions=Count("pk", filter=Exists(about)),
            criticised=Count("pk", filter=Exists(about.filter(polarity=-1))),
        )
        .order_by("month")
    )
    return [Month(row["month"].date(), row["comments"], row["mentions"], row["criticised"]) for row in rows]
