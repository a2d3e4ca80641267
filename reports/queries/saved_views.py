"""The saved views of an organisation, with where each leads."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from accounts.models import Organisation
from reports.models import SavedView
from reports.queries.report_pages import PAGES


@dataclass(frozen=True)
class SavedViewLine:
    view: SavedView
    title: str  # of its page
    url: str
    recipients: int


def saved_views(organisation: Organisation) -> list[SavedViewLine]:
    """By name."""
    rows = (
        SavedView.objects.of(organisation)
        .filter(page__in=PAGES)
        .select_related("created_by")
        .annotate(people=Count("recipients"))
        .order_by("name", "pk")
    )
    return [
        SavedViewLine(row, str(PAGES[row.page].title), url_of(row, organisation), row.people) for row in rows
    ]


def url_of(view: SavedView, organisation: Organisation) -> str:
    """The page with the filters that were saved."""
    address = reverse(f"reports:{view.page}", args=[organisation.slug])
    return f"{address}?{view.query}" if view.query else address
