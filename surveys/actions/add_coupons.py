from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from surveys.models import Coupon, CouponPool
from surveys.rules.coupon_codes import ReadCodes, read_codes


class BadCodes(Exception):
    """Some lines hold no new code; `read` names them. Nothing was added."""

    def __init__(self, read: ReadCodes) -> None:
        super().__init__(f"{len(read.bad)} bad lines")
        self.read = read


@transaction.atomic
def add_coupons(
    *,
    organisation: Organisation,
    text: str,
    by: User,
    now: datetime,
    name: str = "",
    pool: CouponPool | None = None,
) -> CouponPool:
    """Add all codes of a text to a pool, or to a new one called `name`; or none of them. Raises BadCodes."""
    if pool is None:
        row = CouponPool.objects.create(organisation=organisation, name=name, created_at=now)
    else:
        row = CouponPool.objects.of(organisation).select_for_update(no_key=True).get(pk=pool.pk)
    known = Coupon.objects.of(organisation).filter(pool=row).values_list("code", flat=True)
    read = read_codes(text, known=list(known))
    if read.bad or not read.codes:
        raise BadCodes(read)
    Coupon.objects.bulk_create(
        [Coupon(organisation=organisation, pool=row, code=code) for code in read.codes], batch_size=5000
    )
    row.size += len(read.codes)
    row.low_told_at = row.gone_told_at = None
    row.save(update_fields=["size", "low_told_at", "gone_told_at"])
    write_event(
        organisation=organisation,
        verb="coupons.added",
        subject=row,
        by=by,
        now=now,
        data={"codes": len(read.codes)},
    )
    return row
