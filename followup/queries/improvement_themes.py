"""The themes behind improvements: what customers write about them, and which nobody improves yet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from accounts.models import Organisation
from followup.models import Improvement, ImprovementTheme
from followup.models.improvement import LOOK_BACK
from nps_app.lib.clock import Window, day_start, last_days, local_day
from responses.maths.interval import Interval, wilson
from responses.models import CommentTheme, Response
from responses.models.response import ResponseQuerySet
from responses.queries.chips import theme_names
from responses.queries.slice import Slice
from responses.queries.theme_counts import mentioned
from responses.queries.themes import themes_of

CRITICISED = CommentTheme.Polarity.NEGATIVE
LOOSE_DAYS, LOOSE_FROM, LOOSE_MOST = 90, 10, 5
SHOWN = 12


@dataclass(frozen=True)
class ThemeMonth:
    """Comments of one month about the themes behind an improvement."""

    first: date
    last: date
    mentions: int
    criticised: int
    percent: int  # of the busiest month: how long its bar is
    after: bool  # it held in all of this month


@dataclass(frozen=True)
class Said:
    """One comment, and the first day of its local month."""

    month: date
    answer: Response


@dataclass(frozen=True)
class ThemeComments:
    """What stands behind an improvement in customers' own words: since when, how many, month by month, the newest."""

    since: date
    mentions: int
    criticised: int
    months: list[ThemeMonth]
    newest: list[Said]


@dataclass(frozen=True)
class LooseTheme:
    """A theme that is criticised and that no improvement takes up; the share is of all comments."""

    key: str
    name: str
    criticised: int
    comments: int
    share: Interval


def themes_behind(improvements: Iterable[Improvement], organisation: Organisation) -> dict[int, list[str]]:
    """The keys of the themes behind each of several improvements. One query."""
    links = ImprovementTheme.objects.of(organisation).filter(improvement__in=improvements)
    found: dict[int, list[str]] = {}
    for improvement, theme in links.order_by("pk").values_list("improvement", "theme"):
        found.setdefault(improvement, []).append(theme)
    return found


def names_of(keys: Collection[str], organisation: Organisation) -> dict[str, str]:
    """What these themes are called in the reader's language; one that is offered no longer is left out."""
    names = theme_names(themes_of(organisation)) if keys else {}
    return {key: names[key] for key in keys if key in names}


def about(organisation: Organisation, keys: Collection[str]) -> QuerySet[CommentTheme]:
    """Whether a comment mentions one of these themes, for Exists() over answers."""
    return CommentTheme.objects.of(organisation).filter(response=OuterRef("pk"), theme__in=keys)


def first_day(improvement: Improvement) -> date:
    """From which day on comments about its themes are behind it."""
    made = local_day(improvement.created_at - LOOK_BACK, improvement.organisation.zone)
    return improvement.comments_since or made


def comments_behind(organisation: Organisation, keys: Collection[str], since: date) -> ResponseQuerySet:
    """The comments about these themes from a local day on."""
    rows: ResponseQuerySet = Response.objects.of(organisation).filter(
        answered_at__gte=day_start(since, organisation.zone)
    )
    return rows.filter(Exists(about(organisation, keys)))


def theme_comments(improvement: Improvement, keys: Collection[str]) -> ThemeComments | None:
    """The comments behind an improvement, the newest month first; None where no theme is behind it."""
    if not keys:
        return None
    organisation, since = improvement.organisation, first_day(improvement)
    rows = comments_behind(organisation, keys, since)
    bad = Exists(about(organisation, keys).filter(polarity=CRITICISED))
    counted = (
        rows.order_by()
        .annotate(month=TruncMonth("answered_at", tzinfo=organisation.zone))
        .values("month")
        .annotate(mentions=Count("pk"), criticised=Count("pk", filter=bad))
        .order_by("-month")
    )
    rows_of = [(row["month"].date(), row["mentions"], row["criticised"]) for row in counted]
    most, done_on = max((mentions for _first, mentions, _bad in rows_of), default=0), improvement.done_on
    months = [
        ThemeMonth(
            max(since, first),
            _end(first),
            mentions,
            criticised,
            round(100 * mentions / most),
            done_on is not None and done_on <= first,
        )
        for first, mentions, criticised in rows_of
    ]
    return ThemeComments(
        since=since,
        mentions=sum(month.mentions for month in months),
        criticised=sum(month.criticised for month in months),
        months=months,
        newest=[
            Said(local_day(row.answered_at, organisation.zone).replace(day=1), row)
            for row in rows.quotable().select_related("contact").order_by("-answered_at", "-pk")[:SHOWN]
        ],
    )


def comment_counts(improvements: Collection[Improvement], behind: Mapping[int, list[str]]) -> dict[int, int]:
    """How many comments are behind each of several improvements. One query, however many there are."""
    rows = [row for row in improvements if behind.get(row.pk)]
    if not rows:
        return {}
    organisation = rows[0].organisation
    every = {key for row in rows for key in behind[row.pk]}
    counted = (
        CommentTheme.objects.of(organisation)
        .filter(theme__in=every)
        .aggregate(
            **{
                f"of_{row.pk}": Count(
                    "response",
                    distinct=True,
                    filter=Q(
                        theme__in=behind[row.pk],
                        response__answered_at__gte=day_start(first_day(row), organisation.zone),
                    ),
                )
                for row in rows
            }
        )
    )
    return {row.pk: counted[f"of_{row.pk}"] for row in rows}


def taken_up(organisation: Organisation) -> dict[str, Improvement]:
    """The open improvement that takes up a theme, by the theme's key; the newest where there are several."""
    links = ImprovementTheme.objects.of(organisation).filter(improvement__state=Improvement.State.OPEN)
    return {link.theme: link.improvement for link in links.select_related("improvement").order_by("pk")}


def loose_themes(organisation: Organisation, *, now: datetime) -> list[LooseTheme]:
    """What is criticised most in the last ninety days, without what somebody improves or has just mended."""
    window = last_days(LOOSE_DAYS, now=now, zone=organisation.zone)
    found = mentioned(Slice(organisation, window))
    criticised = {key: one.criticised for key, one in found.themes.items() if one.criticised >= LOOSE_FROM}
    busy = ImprovementTheme.objects.of(organisation).filter(
        Q(improvement__state=Improvement.State.OPEN)
        | Q(improvement__state=Improvement.State.DONE, improvement__done_on__gte=_day(window, organisation))
    )
    taken = set(busy.values_list("theme", flat=True)) if criticised else set()
    names = names_of([key for key in criticised if key not in taken], organisation)
    most = sorted(names, key=lambda key: (-criticised[key], names[key]))[:LOOSE_MOST]
    comments = int(found.everybody.n)
    shares = {key: wilson(criticised[key], comments) for key in most}
    return [
        LooseTheme(key, names[key], criticised[key], comments, share)
        for key, share in shares.items()
        if share is not None
    ]


def _day(window: Window, organisation: Organisation) -> date:
    return local_day(window.start, organisation.zone)


def _end(first: date) -> date:
    """The last day of a month."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
