"""One page of answers, newest first, found by position in time and never by counting rows."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from responses.models import CommentTheme, QuoteChoice, Response
from responses.models.response import ResponseQuerySet
from responses.queries.slice import Slice
from responses.rules.searching import pattern

PAGE = 30
NO_THEME = "none"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class AnswerPage:
    """Rows with what is before and after them; a cursor is empty where there is nothing."""

    rows: list[Response]
    newer: str
    older: str


def answer_page(
    slice_: Slice,
    *,
    category: str = "",
    search: str = "",
    theme: str = "",
    tone: int | None = None,
    clashing: bool = False,
    quotes: str = "",
    before: str = "",
    after: str = "",
) -> AnswerPage:
    """The answers before (older than) or after (newer than) a cursor; the newest without one."""
    rows = matching(
        slice_,
        category=category,
        search=search,
        theme=theme,
        tone=tone,
        clashing=clashing,
        quotes=quotes,
    ).select_related("contact", "survey")
    newer_than, older_than = _place(after), _place(before)
    if newer_than:
        at, pk = newer_than
        rows = rows.filter(Q(answered_at__gt=at) | Q(answered_at=at, pk__gt=pk))
        found = list(rows.order_by("answered_at", "pk")[: PAGE + 1])
        more, page = len(found) > PAGE, found[:PAGE][::-1]
        return AnswerPage(
            page, newer=_cursor(page[0]) if more else "", older=_cursor(page[-1]) if page else ""
        )
    if older_than:
        at, pk = older_than
        rows = rows.filter(Q(answered_at__lt=at) | Q(answered_at=at, pk__lt=pk))
    found = list(rows.order_by("-answered_at", "-pk")[: PAGE + 1])
    more, page = len(found) > PAGE, found[:PAGE]
    return AnswerPage(
        page,
        newer=_cursor(page[0]) if page and older_than else "",
        older=_cursor(page[-1]) if more else "",
    )


def matching(
    slice_: Slice,
    *,
    category: str = "",
    search: str = "",
    theme: str = "",
    tone: int | None = None,
    clashing: bool = False,
    quotes: str = "",
) -> ResponseQuerySet:
    """The answers of a slice, of one group, with a text in the comment, about a theme; in no particular order.

    `theme` may be NO_THEME: comments without any. `tone` is -1, 0 or 1: those that speak so of it, or of any theme;
    `clashing`: only those whose words say the contrary of the number; `quotes`: those pinned or hidden as a quote.
    """
    rows = slice_.responses()
    if clashing:
        rows = rows.filter(clashes=True)
    if quotes:
        choices = QuoteChoice.objects.of(slice_.organisation).filter(response=OuterRef("pk"), kind=quotes)
        rows = rows.filter(Exists(choices))
    if category:
        rows = rows.filter(category=category)
    if search:
        rows = rows.filter(comment__iregex=pattern(search))
    about = CommentTheme.objects.of(slice_.organisation).filter(response=OuterRef("pk"))
    if theme == NO_THEME:
        return rows.exclude(comment="").filter(~Exists(about))
    if theme:
        about = about.filter(theme=theme)
    if tone is not None:
        about = about.filter(polarity=tone)
    return rows.filter(Exists(about)) if theme or tone is not None else rows


def _cursor(row: Response) -> str:
    """Whole microseconds: a float would lose the last ones."""
    return f"{(row.answered_at - EPOCH) // timedelta(microseconds=1)}-{row.pk}"


def _place(cursor: str) -> tuple[datetime, int] | None:
    """A cursor that somebody has tampered with is none."""
    microseconds, _, pk = cursor.partition("-")
    if not (microseconds.isdecimal() and pk.isdecimal() and len(microseconds) < 18 and len(pk) < 19):
        return None
    return EPOCH + timedelta(microseconds=int(microseconds)), int(pk)
