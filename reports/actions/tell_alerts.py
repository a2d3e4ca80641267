from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import Organisation
from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage
from nps_app.lib.clock import local_day
from nps_app.lib.mail_parts import mail_parts
from reports.actions.save_subscription import keep_subscription
from reports.models import Alert, Subscription
from reports.queries.subscriptions import Subscriber, is_about, muted_streams, subscribers


@transaction.atomic
def tell_alerts(*, organisation: Organisation, alerts: Sequence[Alert], now: datetime) -> int:
    """Mail the alerts of a morning, one mail a person; returns to how many.

    What is only worth a look, and what happens to sample data, is seen in the app and mailed to nobody.
    """
    worthy = [alert for alert in alerts if alert.level == "alarm" and not alert.survey.is_sample]
    if not worthy:
        return 0
    today = local_day(now, organisation.zone)
    people = subscribers(organisation)
    muted = muted_streams(organisation, [person.member.user_id for person in people], today=today)
    drafts = []
    for person in people:
        user = person.member.user_id
        wanted = [
            alert
            for alert in worthy
            if is_about(person.subscription, alert) and (user, *alert.stream) not in muted
        ]
        snoozed = person.subscription.snoozed_until
        if wanted and person.subscription.alerts and (snoozed is None or snoozed <= today):
            drafts.append(_draft(person, wanted, today.isoformat()))
    enqueue_many(drafts=drafts, now=now)
    return len(drafts)


def _draft(person: Subscriber, alerts: list[Alert], day: str) -> Draft:
    organisation, user = person.member.organisation, person.member.user
    subscription = keep_subscription(member=person.member)
    fields = {"organisation": organisation, "alerts": alerts, **links(subscription)}
    with translation.override(user.language):
        return Draft(
            kind=OutboundMessage.Kind.STAFF,
            policy=OutboundMessage.Policy.RESEND,
            dedup_key=f"alerts:{organisation.pk}:{user.pk}:{day}",
            recipient=user.email,
            organisation=organisation,
            reference=f"alert:{alerts[0].pk}",
            payload={
                **mail_parts("reports/alerts", fields),
                "headers": stop_headers(fields["stop"]),
            },
        )


def links(subscription: Subscription) -> dict[str, Any]:
    """The addresses beneath every mail to a subscriber."""
    slug = subscription.organisation.slug
    return {
        "site": settings.SITE_URL,
        "stop": f"{settings.SITE_URL}{reverse('reports:stop_mails', args=[subscription.token])}",
        "choose": f"{settings.SITE_URL}{reverse('reports:subscription', args=[slug])}",
    }


def stop_headers(stop: str) -> dict[str, str]:
    """A mail program's own button to unsubscribe (RFC 8058)."""
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
