from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from reports.models import SavedView


class ViewNameTaken(Exception):
    """Another saved view of the organisation has this name."""


@transaction.atomic
def save_view(
    *,
    organisation: Organisation,
    name: str,
    by: User,
    now: datetime,
    page: str = "",
    query: str = "",
    view: SavedView | None = None,
) -> SavedView:
    """Keep a page with its filters under a name, or give a kept one another name. Raises ViewNameTaken."""
    verb = "saved_view.renamed" if view else "saved_view.created"
    view = view or SavedView(organisation=organisation, page=page, query=query, created_by=by, created_at=now)
    view.name = name
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise ViewNameTaken from error
    write_event(organisation=organisation, verb=verb, subject=view, by=by, now=now)
    return view
