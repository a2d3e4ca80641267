from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership
from accounts.permissions import Permission
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from surveys.models import CouponPool


@transaction.atomic
def tell_of_coupons(*, pool: CouponPool, now: datetime) -> bool:
    """Write to those who manage people that few codes are left, or none: once each until codes are added.

    Call it with the pool's row locked. Returns whether there was anything new to tell.
    """
    news = "low" if pool.left else "gone"
    told = "low_told_at" if pool.left else "gone_told_at"
    if getattr(pool, told) is not None:
        return False
    setattr(pool, told, now)
    pool.save(update_fields=[told])
    path = reverse("surveys:coupon_pool", args=[pool.organisation.slug, pool.pk])
    fields = {"pool": pool, "organisation": pool.organisation, "url": f"{settings.SITE_URL}{path}"}
    for member in Membership.objects.of(pool.organisation).select_related("user"):
        if not member.can(Permission.MEMBER_MANAGE):
            continue
        with translation.override(member.user.language):
            subject = render_to_string("emails/surveys/coupons_low.subject.txt", fields)
            text = render_to_string("emails/surveys/coupons_low.txt", fields)
        enqueue(
            kind=OutboundMessage.Kind.STAFF,
            policy=OutboundMessage.Policy.RESEND,
            dedup_key=f"coupons:{pool.pk}:{news}:{now.timestamp():.0f}:{member.user_id}",
            recipient=member.user.email,
            organisation=pool.organisation,
            reference=f"coupons:{pool.pk}",
            payload={"subject": " ".join(subject.split()), "text": text},
            now=now,
        )
    return True
