"""One page of contacts: searched, filtered, newest first. As quick on the last page as on the first."""

from dataclasses import dataclass

from accounts.models import Organisation
from contacts.models import Contact
from contacts.queries.audience import contacts_in
from contacts.rules.search import search_words

PAGE_SIZE = 50
# Beyond this a page says "more than": counting a million matches at each click helps nobody.
COUNT_LIMIT = 100_000


@dataclass(frozen=True)
class ContactPage:
    """`newer` and `older` are the ids to pass as `after` and `before`; None at the ends."""

    contacts: list[Contact]
    count: int
    counted_all: bool
    newer: int | None
    older: int | None


def contact_page(
    organisation: Organisation,
    *,
    search: str = "",
    rules: list[dict[str, str]] | None = None,
    before: int | None = None,
    after: int | None = None,
) -> ContactPage:
    """Contacts older than `before` or newer than `after` (ids); with neither, the newest. Raises BadRules."""
    found = contacts_in(organisation, rules or [])
    for word in search_words(search):
        found = found.filter(search__contains=word)
    count = found.order_by()[: COUNT_LIMIT + 1].count()
    if after is not None:
        rows = list(found.filter(pk__gt=after).order_by("pk")[: PAGE_SIZE + 1])
        more_newer, more_older = len(rows) > PAGE_SIZE, True
        rows = rows[:PAGE_SIZE][::-1]
    else:
        older = found if before is None else found.filter(pk__lt=before)
        rows = list(older.order_by("-pk")[: PAGE_SIZE + 1])
        more_newer, more_older = before is not None, len(rows) > PAGE_SIZE
        rows = rows[:PAGE_SIZE]
    return ContactPage(
        contacts=rows,
        count=min(count, COUNT_LIMIT),
        counted_all=count <= COUNT_LIMIT,
        newer=rows[0].pk if rows and more_newer else None,
        older=rows[-1].pk if rows and more_older else None,
    )
