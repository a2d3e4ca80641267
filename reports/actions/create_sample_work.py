"""Let the invented café improve, offer, remind and sell, so that those pages show life. None of it is ever mailed."""

import random  # noqa: TID251 - an invented world, the same each time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import Organisation, User
from contacts.actions.upsert_purchases import mark_stale
from contacts.models import Contact, Product, Purchase, Standing
from followup.models import (
    Cause,
    DueReminder,
    DueReminding,
    Improvement,
    ImprovementCause,
    ImprovementTheme,
    Promotion,
    PromotionShare,
)
from nps_app.lib.clock import local_day
from reports.models import SalesTouch
from reports.rules import sample_deeds as world
from reports.rules.sample_purchases import CURRENCY, WARES
from reports.rules.sample_world import MENDED_DAYS_AGO
from responses.actions.refresh_standings import refresh_standings
from responses.models import Response
from surveys.models import Survey

BATCH = 2_000
FIRST_TOUCH, LAST_TOUCH = 4, 45  # days after the answer


@dataclass
class Work:
    """What the steps below share."""

    organisation: Organisation
    survey: Survey
    by: User
    now: datetime
    rng: random.Random
    sold: list[Purchase] = field(default_factory=list)

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)


@transaction.atomic
def create_sample_work(*, organisation: Organisation, survey: Survey, by: User, now: datetime) -> None:
    """Improvements, an offer, reminders and sales talks with what they sold. All of it goes with the sample."""
    work = Work(organisation, survey, by, now, random.Random(17))  # noqa: S311
    _improvements(work)
    promoters = list(
        Response.objects.of(organisation)
        .filter(category="promoter", contact__isnull=False)
        .select_related("contact")
        .order_by("answered_at", "pk")
    )
    _offer(work, promoters)
    _touches(work, promoters)
    Purchase.objects.bulk_create(work.sold, batch_size=BATCH)
    mark_stale(organisation, {row.contact_id for row in work.sold})
    while refresh_standings(organisation=organisation, now=now):
        pass
    _reminders(work)


def _improvements(work: Work) -> None:
    done = _improvement(
        work,
        title=world.DONE_TITLE,
        description=world.DONE_DETAILS,
        state=Improvement.State.DONE,
        done_on=local_day(work.ago(MENDED_DAYS_AGO), work.organisation.zone),
        done_note=world.DONE_NOTE,
        created_at=work.ago(world.DONE_BEGAN_DAYS_AGO),
    )
    _theme(done, world.DONE_THEME)
    causes = list(Cause.objects.of(work.organisation).order_by("pk"))
    for title, details, theme, cause, days in world.OPEN_IMPROVEMENTS:
        row = _improvement(
            work,
            title=title,
            description=details,
            due_on=local_day(work.ago(-days), work.organisation.zone),
            created_at=work.ago(25),
        )
        if theme:
            _theme(row, theme)
        if cause is not None and cause < len(causes):
            ImprovementCause.objects.create(
                organisation=work.organisation, improvement=row, cause=causes[cause]
            )


def _improvement(work: Work, **fields: Any) -> Improvement:
    return Improvement.objects.create(
        organisation=work.organisation, owner=work.by, sample=work.survey, **fields
    )


def _theme(improvement: Improvement, theme: str) -> None:
    ImprovementTheme.objects.create(
        organisation=improvement.organisation, improvement=improvement, theme=theme
    )


def _offer(work: Work, promoters: list[Response]) -> None:
    """To promoters who had answered by then; a part got none by lot."""
    at = work.ago(world.OFFER_DAYS_AGO)
    offer = Promotion.objects.create(
        organisation=work.organisation,
        name=world.OFFER,
        survey=work.survey,
        group=Promotion.Group.PROMOTER,
        texts=world.OFFER_TEXTS,
        url=world.SHOP,
        percent_held=world.OFFER_HELD,
        seed=work.rng.randrange(10**6),
        days=world.OFFER_WINDOW,
        launch_key=uuid.UUID(int=work.rng.getrandbits(128), version=4),
        state=Promotion.State.RUNNING,
        launched_at=at,
        launched_by=work.by,
    )
    early = [row.contact for row in promoters if row.answered_at < at - timedelta(days=14)]
    shares = []
    for contact in {contact.pk: contact for contact in early if contact}.values():
        held = offer.holds_out(contact.pk)
        shares.append(
            PromotionShare(
                organisation=work.organisation,
                promotion=offer,
                contact=contact,
                lot=PromotionShare.Lot.HELD_OUT if held else PromotionShare.Lot.OFFERED,
                language="es",
                drawn_at=at,
            )
        )
        if not held and work.rng.random() < world.OFFER_SELLS:
            _sell(work, contact, at + timedelta(days=work.rng.uniform(1, world.OFFER_WINDOW - 5)))
    PromotionShare.objects.bulk_create(shares, batch_size=BATCH)


def _touches(work: Work, promoters: list[Response]) -> None:
    """Sales talks some days after the answer, the last ones this week."""
    touches = []
    for answer in promoters:
        at = answer.answered_at + timedelta(days=work.rng.uniform(FIRST_TOUCH, LAST_TOUCH))
        if work.rng.random() >= world.TOUCHED or at > work.now:
            continue
        assert answer.contact is not None
        result = work.rng.choices(list(world.TOUCH_RESULTS), list(world.TOUCH_RESULTS.values()))[0]
        reached = result in SalesTouch.REACHED
        touches.append(
            SalesTouch(
                organisation=work.organisation,
                contact=answer.contact,
                by=work.by,
                at=at,
                result=result,
                note=work.rng.choice(world.NOTES) if reached else "",
                score=answer.score,
            )
        )
        if result == SalesTouch.Result.INTERESTED and work.rng.random() < world.TOUCH_SELLS:
            _sell(work, answer.contact, at + timedelta(days=work.rng.uniform(0.1, 30)))
    SalesTouch.objects.bulk_create(touches, batch_size=BATCH)


def _sell(work: Work, contact: Contact, at: datetime) -> None:
    """One purchase more, of what sells best."""
    if at > work.now:
        return
    ware = WARES[0]
    product, _new = Product.objects.of(work.organisation).get_or_create(
        name=ware.name, defaults={"organisation": work.organisation, "category": ware.category}
    )
    work.sold.append(
        Purchase(
            organisation=work.organisation,
            external_id=f"CV-{len(work.sold) + 1:06d}",
            contact=contact,
            bought_at=at,
            amount=ware.price * 100,
            currency=CURRENCY,
            product=product,
            source=Purchase.Source.FILE,
            received_at=work.now,
            updated_at=work.now,
        )
    )


def _reminders(work: Work) -> None:
    """What became of those whose time came last; switched off, as the café has no address to write from."""
    reminding, _new = DueReminding.objects.of(work.organisation).get_or_create(
        organisation=work.organisation,
        defaults={
            "survey": work.survey,
            "texts": world.REMINDER_TEXTS,
            "url": world.SHOP,
            "changed_at": work.ago(40),
            "changed_by": work.by,
        },
    )
    due = Standing.objects.of(work.organisation).filter(
        contact__is_sample=True, due_at__lte=work.now, last_bought_at__isnull=False
    )
    reasons = list(world.NOT_REMINDED), list(world.NOT_REMINDED.values())
    DueReminder.objects.bulk_create(
        DueReminder(
            organisation=work.organisation,
            reminding=reminding,
            contact=row.contact,
            product=row.product,
            bought_at=row.last_bought_at,
            due_at=row.due_at,
            reason=work.rng.choices(*reasons)[0],
            language="es",
            planned_at=row.due_at,
        )
        for row in due.select_related("contact", "product").order_by("-due_at", "pk")[: world.REMINDED]
    )
