from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from contacts.models import Contact
from surveys.actions.tell_of_coupons import tell_of_coupons
from surveys.models import Coupon, CouponPool
from surveys.rules.coupon_codes import is_low


@transaction.atomic
def take_coupon(*, pool: CouponPool, contact: Contact, now: datetime) -> Coupon | None:
    """The code of this person: the one they have, or the next one; None when all are given.

    The pool's row is locked for the moment it takes: with many hands at once each code goes to one person, and
    nobody is told that none is left while one is.
    """
    row = CouponPool.objects.of(contact.organisation).select_for_update(no_key=True).get(pk=pool.pk)
    codes = Coupon.objects.of(contact.organisation).filter(pool=row)
    mine = codes.filter(contact=contact).first()
    if mine is not None:
        return mine
    coupon = codes.filter(given_at=None).order_by("pk").first()
    if coupon is None:
        return None
    coupon.contact, coupon.given_at = contact, now
    coupon.save(update_fields=["contact", "given_at"])
    row.given += 1
    row.save(update_fields=["given"])
    write_event(organisation=row.organisation, verb="coupon.given", subject=coupon, by="customer", now=now)
    if is_low(left=row.left, size=row.size):
        tell_of_coupons(pool=row, now=now)
    return coupon
