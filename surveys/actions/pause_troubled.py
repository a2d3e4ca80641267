from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Event, Membership
from accounts.permissions import Permission
from delivery.actions.enqueue import enqueue
from delivery.models import MailEvent, OutboundMessage
from delivery.rules.bounces import News
from surveys.actions.pause_campaign import pause_campaign
from surveys.actions.stop_campaign import RUNNING
from surveys.models import Campaign, Invitation
from surveys.rules.reputation import FIRST, Trouble, trouble_with

# More than any limit asks for.
ENOUGH = 20_000
ABOUT_INVITATIONS = [OutboundMessage.Kind.INVITATION, OutboundMessage.Kind.REMINDER]
LEFT = [Invitation.State.SENT, Invitation.State.UNCERTAIN, Invitation.State.FAILED]


@transaction.atomic
def pause_troubled(*, now: datetime) -> int:
    """Pause each running send of which too much comes back, and tell those who manage people, once; returns how many.

    Whoever resumes it has seen why: it is not paused a second time.
    """
    paused = 0
    for campaign in Campaign.objects.filter(state__in=RUNNING).select_related("organisation", "survey"):
        trouble = _trouble(campaign)
        if trouble is None or trouble_of(campaign) is not None:
            continue
        pause_campaign(campaign=campaign, by="system", reason=trouble, now=now)
        _tell(campaign, trouble, now)
        paused += 1
    return paused


def trouble_of(campaign: Campaign) -> str | None:
    """Why we paused a send ourselves, as the journal has it; None if we never did."""
    events = Event.objects.of(campaign.organisation).filter(
        verb="campaign.paused", actor="system", subject=f"campaign:{campaign.pk}"
    )
    data = events.values_list("data", flat=True).first()
    return str(data.get("reason", "")) if data is not None else None


def _trouble(campaign: Campaign) -> Trouble | None:
    left = Invitation.objects.of(campaign.organisation).filter(campaign=campaign, state__in=LEFT)
    first = list(left.order_by("pk").values_list("reason", flat=True)[:FIRST])
    complaints = MailEvent.objects.of(campaign.organisation).filter(
        news=News.COMPLAINT,
        at__gte=campaign.launched_at,
        message__kind__in=ABOUT_INVITATIONS,
    )
    complained = _among(left, complaints.values_list("message__reference", flat=True))
    blocked = _among(
        Invitation.objects.of(campaign.organisation).filter(campaign=campaign), _blocked(campaign)
    )
    sent = left.count() if complained or blocked else len(first)
    return trouble_with(
        gone_of_first=first.count("bad_address"), sent=sent, complaints=complained, blocked=blocked
    )


def _blocked(campaign: Campaign) -> Iterable[str]:
    """What messages to customers are about that were refused for reasons of policy when last tried."""
    waiting = OutboundMessage.objects.of(campaign.organisation).filter(
        kind__in=ABOUT_INVITATIONS, state=OutboundMessage.State.QUEUED, reason="blocked"
    )
    return waiting.values_list("reference", flat=True)[:ENOUGH]


def _among(invitations: QuerySet[Invitation], references: Iterable[str]) -> int:
    """How many of these invitations such references are about."""
    about = {int(text.partition(":")[2]) for text in references}
    return invitations.filter(pk__in=about).count() if about else 0


def _tell(campaign: Campaign, trouble: Trouble, now: datetime) -> None:
    organisation = campaign.organisation
    path = reverse("surveys:campaign", args=[organisation.slug, campaign.pk])
    fields = {"campaign": campaign, "trouble": str(trouble), "url": f"{settings.SITE_URL}{path}"}
    for member in Membership.objects.of(organisation).select_related("user"):
        if not member.can(Permission.MEMBER_MANAGE):
            continue
        with translation.override(member.user.language):
            subject = render_to_string("emails/surveys/campaign_paused.subject.txt", fields)
            text = render_to_string("emails/surveys/campaign_paused.txt", fields)
        enqueue(
            kind=OutboundMessage.Kind.STAFF,
            policy=OutboundMessage.Policy.RESEND,
            dedup_key=f"campaign:{campaign.pk}:paused:{member.user_id}",
            recipient=member.user.email,
            organisation=organisation,
            reference=f"campaign:{campaign.pk}",
            payload={"subject": " ".join(subject.split()), "text": text},
            now=now,
        )
