"""What customers may have begun to talk about: words that are new in the comments without a theme."""

from django.db.models import Exists, OuterRef

from responses.models import CommentTheme
from responses.queries.slice import Slice
from responses.queries.theme_counts import commented
from responses.rules.emerging import Rising, rising

MOST_READ = 1_500  # comments of each window; more would keep the page waiting


def emerging(slice_: Slice) -> list[Rising]:
    """Possible new themes of a window, next to the window before; none where there is no window before."""
    preceding = slice_.preceding()
    if preceding is None:
        return []
    now = _comments(slice_)
    return rising(now, _comments(preceding)) if now else []


def _comments(slice_: Slice) -> list[str]:
    """The newest comments in which no theme was found: what has a theme is not new."""
    themed = Exists(CommentTheme.objects.of(slice_.organisation).filter(response=OuterRef("pk")))
    rows = commented(slice_).filter(~themed).order_by("-answered_at")
    return list(rows.values_list("comment", flat=True)[:MOST_READ])
