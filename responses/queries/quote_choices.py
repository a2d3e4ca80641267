"""What people decided about comments as quotes."""

from dataclasses import dataclass

from django.db.models import F

from accounts.models import Organisation
from responses.models import CommentTheme, QuoteChoice, Response

Kind = QuoteChoice.Kind


@dataclass(frozen=True)
class Choices:
    """Of one comment: hidden from all quotes, or the keys of the themes it is pinned to."""

    is_hidden: bool
    pinned: frozenset[str]


def pinned_to(organisation: Organisation, theme: str) -> set[int]:
    """The answers pinned to a theme, without those changed since: that is another text."""
    pins = QuoteChoice.objects.of(organisation).filter(theme=theme, kind=Kind.PINNED)
    return set(pins.filter(at__gte=F("response__updated_at")).values_list("response", flat=True))


def choices_about(response: Response) -> Choices:
    """What was decided about one comment."""
    rows = list(QuoteChoice.objects.of(response.organisation).filter(response=response))
    return Choices(
        is_hidden=any(row.kind == Kind.HIDDEN for row in rows),
        pinned=frozenset(
            row.theme for row in rows if row.kind == Kind.PINNED and row.at >= response.updated_at
        ),
    )


def hidden_about(organisation: Organisation, theme: str) -> int:
    """How many comments about a theme are hidden from quotes."""
    hidden = QuoteChoice.objects.of(organisation).filter(kind=Kind.HIDDEN).values("response")
    return CommentTheme.objects.of(organisation).filter(theme=theme, response__in=hidden).count()
