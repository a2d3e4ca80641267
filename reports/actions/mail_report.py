from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage
from nps_app.lib import formats
from nps_app.lib.mail_parts import mail_parts
from reports.models import Recipient, SavedView
from reports.queries.report import Report
from reports.queries.report_pages import PAGES
from reports.queries.saved_views import url_of
from reports.rules.report_times import next_morning

# A report that could not leave by then is about yesterday.
OLDEST = timedelta(hours=20)


@transaction.atomic
def mail_report(*, view_id: int, now: datetime) -> int:
    """Put one mail per recipient of a view that is due into the ledger; returns how many.

    The key of each names the view, the person and the time it was due, so that nobody gets one twice. Times
    that passed unnoticed are not made up for; sample figures are mailed to nobody.
    """
    view = (
        SavedView.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("organisation", "created_by")
        .filter(pk=view_id, next_at__lte=now)
        .first()
    )
    if view is None or view.next_at is None:
        return 0
    due = view.next_at
    view.next_at = next_morning(view.frequency, after=now, zone=view.organisation.zone)
    view.save(update_fields=["next_at"])
    if view.organisation.has_sample_data or view.page not in PAGES or now - due > OLDEST:
        return 0
    drafts = _drafts(view, due, now)
    enqueue_many(drafts=drafts, now=now)
    return len(drafts)


def _drafts(view: SavedView, due: datetime, now: datetime) -> list[Draft]:
    people = list(Recipient.objects.of(view.organisation).filter(view=view).order_by("pk"))
    languages = dict(
        User.objects.filter(email__in=[person.email for person in people]).values_list("email", "language")
    )
    usual = view.created_by.language if view.created_by else "en"
    made: dict[str, Report] = {}
    drafts = []
    for person in people:
        language = languages.get(person.email, usual)
        with translation.override(language):
            if language not in made:
                made[language] = PAGES[view.page].make(view.organisation, QueryDict(view.query), now)
            payload = _payload(view, person, made[language], now)
        drafts.append(
            Draft(
                kind=OutboundMessage.Kind.STAFF,
                policy=OutboundMessage.Policy.RESEND,
                dedup_key=f"report:{view.pk}:{person.pk}:{due:%Y-%m-%d}",
                recipient=person.email,
                organisation=view.organisation,
                reference=f"report:{view.pk}",
                payload=payload,
                expires_at=due + OLDEST,
            )
        )
    return drafts


def _payload(view: SavedView, person: Recipient, report: Report, now: datetime) -> dict[str, Any]:
    organisation = view.organisation
    path = (
        reverse("reports:shared_report", args=[view.token])
        if view.is_shared(now)
        else url_of(view, organisation)
    )
    stop = f"{settings.SITE_URL}{reverse('reports:leave_report', args=[person.token])}"
    fields = {
        "view": view,
        "report": report,
        "organisation": organisation,
        "url": f"{settings.SITE_URL}{path}",
        "stop": stop,
        "at": formats.day_and_time(now.astimezone(organisation.zone), organisation.region),
    }
    return {
        **mail_parts("reports/report", fields),
        "headers": {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    }
