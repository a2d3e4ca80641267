from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership
from accounts.permissions import Permission
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from nps_app.lib.clock import local_day
from nps_app.lib.pictures import line_png
from reports.actions.save_subscription import keep_subscription
from reports.actions.tell_alerts import links, stop_headers
from reports.models import Subscription
from reports.queries import digest_words
from reports.queries.digest import Count, Digest, digest, ever_answered, numbers
from reports.rules.digest_times import due

# A digest that could not leave by then is about yesterday.
OLDEST = timedelta(hours=20)


@transaction.atomic
def mail_digest(*, member: Membership, now: datetime, count: Count = numbers) -> OutboundMessage | None:
    """Put the digest whose morning has come into the ledger; None where there is none, or nothing to say.

    Once a person and morning: the row of the subscription is the lock, and the key in the ledger names both.
    A day without news is not mailed, a week without news only says so where answers came in lately. Sample
    figures are mailed to nobody.
    """
    organisation = member.organisation
    row = Subscription.objects.of(organisation).select_for_update(of=("self",), no_key=True)
    subscription = row.select_related("organisation", "user").get(pk=keep_subscription(member=member).pk)
    today = local_day(now, organisation.zone)
    span = due(subscription.digest, now=now, zone=organisation.zone)
    if span is None or subscription.digested_on == today:
        return None
    subscription.digested_on = today
    subscription.save(update_fields=["digested_on"])
    if organisation.has_sample_data:
        return None
    found = digest(
        subscription,
        first=span.first,
        last=span.last,
        now=now,
        may_see_cases=member.can(Permission.CASE_VIEW),
        count=count,
    )
    is_weekly = subscription.digest == Subscription.Digest.WEEKLY
    if not found.has_news and not (is_weekly and ever_answered(subscription, now=now)):
        return None
    with translation.override(member.user.language):
        payload = _payload(subscription, found)
    return enqueue(
        kind=OutboundMessage.Kind.STAFF,
        policy=OutboundMessage.Policy.RESEND,
        dedup_key=f"digest:{organisation.pk}:{member.user_id}:{today:%Y-%m-%d}",
        recipient=member.user.email,
        organisation=organisation,
        reference=f"digest:{subscription.pk}",
        payload=payload,
        now=now,
        expires_at=now + OLDEST,
    )


def _payload(subscription: Subscription, found: Digest) -> dict[str, Any]:
    organisation = subscription.organisation
    region = organisation.region
    page = reverse("reports:dashboard", args=[organisation.slug])
    fields = {
        "organisation": organisation,
        "digest": found,
        "department": f"{subscription.group_by}: {subscription.group}" if subscription.group_by else "",
        "title": digest_words.digest_title(found, region),
        "score": digest_words.score_sentences(found, region),
        "news": digest_words.news_sentences(found, region),
        "cases": digest_words.case_sentences(found, region),
        "url": f"{settings.SITE_URL}{page}",
        **links(subscription),
    }
    points = digest_words.chart_points(found, region)
    fields["points"] = points if any(point.value is not None for point in points) else []
    payload = {
        "subject": f"{organisation.name}: {digest_words.digest_subject(found, region)}",
        "text": render_to_string("emails/reports/digest.txt", fields),
        "html": render_to_string("emails/reports/digest.html", fields),
        "headers": stop_headers(fields["stop"]),
    }
    if fields["points"]:
        payload["images"] = {"score": b64encode(line_png(points)).decode()}
    return payload
