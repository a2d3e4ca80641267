"""An offer: lots, mails, who never gets one, and what it changed."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event
from contacts.actions.suppress import suppress
from contacts.models import Contact, Suppression
from delivery.models import OutboundMessage
from followup.actions.draw_promotion import draw_promotion
from followup.actions.launch_promotion import CannotOffer, launch_promotion
from followup.actions.send_promotions import Desk, send_promotions
from followup.actions.stop_promotion import stop_promotion
from followup.models import Promotion, PromotionShare
from followup.queries.promotion_audience import count_audience
from reports.queries.uplift import outcome_of
from reports.rules.uplift import UpliftVerdict
from tests import factories

LONG_AGO = timedelta(days=20)


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def launch(survey, by, **fields):
    defaults = {
        "name": "Spring",
        "group": "",
        "segment": None,
        "texts": {"es": {"subject": "Para ti", "body": "Hola {first_name}", "button": "Ver"}},
        "url": "https://acme.example/offer",
        "percent_held": 50,
        "days": 90,
        "launch_key": uuid.uuid4(),
    }
    return launch_promotion(
        organisation=survey.organisation, survey=survey, by=by, now=timezone.now(), **defaults | fields
    )


def draw(promotion):
    while draw_promotion(promotion=promotion, now=timezone.now()):
        pass
    promotion.refresh_from_db()
    return PromotionShare.objects.filter(promotion=promotion)


def test_everybody_gets_a_lot_and_only_the_offered_a_mail(acme, olga, survey):
    Contact.objects.bulk_create(
        Contact(
            organisation=acme,
            email=f"c{n}@example.com",
            created_at=timezone.now(),
            updated_at=timezone.now(),
        )
        for n in range(1200)
    )
    shares = draw(launch(survey, olga))
    offered = shares.filter(lot="offered")
    assert shares.count() == 1200
    assert 0.45 < offered.count() / 1200 < 0.55
    mails = OutboundMessage.objects.filter(kind="offer")
    assert set(mails.values_list("reference", flat=True)) == {f"offer:{share.pk}" for share in offered}
    assert set(mails.values_list("policy", flat=True)) == {"hold"}
    promotion = Promotion.objects.get()
    assert promotion.state == "running"
    held = set(shares.filter(lot="held_out").values_list("contact", flat=True))
    assert held == {pk for pk in shares.values_list("contact", flat=True) if promotion.holds_out(pk)}


def test_who_takes_no_part(acme, olga, survey):
    now = timezone.now()
    unhappy = factories.contact(acme, name="Unhappy")
    factories.case(factories.response(survey, 2, contact=unhappy, at=now - LONG_AGO), olga)
    gone = factories.contact(acme, name="Gone")
    suppress(
        organisation=acme,
        channel="email",
        address=gone.email,
        reason=Suppression.Reason.UNSUBSCRIBED,
        by="customer",
        now=now,
    )
    refuses = factories.contact(acme, name="Refuses", email_consent="no")
    fresh = factories.contact(acme, name="Fresh")
    factories.response(survey, 10, contact=fresh, at=now)
    factories.contact(acme, name="Sample", is_sample=True)
    fine = factories.contact(acme, name="Fine")
    expected = count_audience(acme, rules=[], group="", now=now)
    shares = draw(launch(survey, olga))
    reasons = dict(shares.values_list("contact", "reason"))
    assert reasons == {
        unhappy.pk: "open_case",
        gone.pk: "unsubscribed",
        refuses.pk: "no_email_consent",
        fresh.pk: "answered_just_now",
        fine.pk: "",
    }
    assert (expected.take_part, sum(expected.left_out.values())) == (1, 4)


def test_only_promoters_by_their_last_answer(acme, olga, survey):
    ago = timezone.now() - LONG_AGO
    was, now_one = factories.contact(acme), factories.contact(acme)
    for contact, scores in ((was, (10, 7)), (now_one, (3, 9))):
        for days, score in enumerate(scores):
            factories.response(survey, score, contact=contact, at=ago + timedelta(days=days))
    factories.contact(acme)
    shares = draw(launch(survey, olga, group="promoter"))
    assert [share.contact for share in shares] == [now_one]


def test_a_second_offer_waits_and_leaves_the_held_out_alone(acme, olga, survey):
    for _ in range(20):
        factories.contact(acme)
    first = draw(launch(survey, olga))
    second = draw(launch(survey, olga))
    assert set(second.values_list("reason", flat=True)) == {"offered_recently", "held_out"}
    assert second.filter(reason="held_out").count() == first.filter(lot="held_out").count()


def test_a_double_click_is_one_offer_and_a_sender_is_needed(acme, olga, survey):
    key = uuid.uuid4()
    assert launch(survey, olga, launch_key=key) == launch(survey, olga, launch_key=key)
    assert Event.objects.filter(verb="offer.launched").count() == 1
    acme.postal_address = " "
    acme.save()
    with pytest.raises(CannotOffer):
        launch(survey, olga)


def look(share, now=None):
    message = OutboundMessage.objects.get(reference=f"offer:{share.pk}")
    return Desk(now or timezone.now().replace(hour=17)).recheck(message)  # noon in Bogota


def test_what_happens_between_the_lot_and_the_mail(acme, olga, survey):
    contact = factories.contact(acme, name="Ana Ruiz")
    promotion = launch(survey, olga)
    Promotion.objects.update(seed=next(n for n in range(99) if not with_seed(promotion, n, contact)))
    share = draw(promotion).get()
    desk = Desk(timezone.now().replace(hour=17))
    message = OutboundMessage.objects.select_related("organisation").get()
    assert desk.recheck(message) is None
    mail = desk.render(message)
    assert "Hola Ana" in mail.text
    assert "https://acme.example/offer" in mail.html
    assert f"/u/offer/{share.unsubscribe_token}/" in mail.headers["List-Unsubscribe"]
    assert acme.postal_address in mail.text
    case = factories.case(factories.response(survey, 1, contact=contact), olga)
    assert look(share).reason == "open_case"
    case.delete()
    assert look(share) is None
    stop_promotion(promotion=promotion, by=olga, now=timezone.now())
    assert look(share).reason == "stopped"


def test_each_of_the_offered_gets_one_mail_and_the_held_out_none(acme, olga, survey, smtp_sink, settings):
    settings.MAIL_FIRST_HOUR, settings.MAIL_LAST_HOUR = 0, 24
    settings.SITE_URL = "https://nps.example.com"
    for _ in range(12):
        factories.contact(acme)
    shares = draw(launch(survey, olga))
    offered = list(shares.filter(lot="offered").select_related("contact"))
    unhappy = offered.pop()
    factories.case(factories.response(survey, 1, contact=unhappy.contact), olga)
    assert send_promotions(now=timezone.now()) == len(offered)
    assert send_promotions(now=timezone.now()) == 0
    caught = {message.recipients[0]: message for message in smtp_sink.messages}
    assert set(caught) == {share.contact.email for share in offered}
    for share in offered:
        raw = caught[share.contact.email].raw
        assert f"/u/offer/{share.unsubscribe_token}/".encode() in raw
        assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in raw
    assert outcome_of(Promotion.objects.get(), now=timezone.now()).mails == {
        "sent": len(offered),
        "cancelled": 1,
    }


def with_seed(promotion, seed, contact):
    promotion.seed = seed
    return promotion.holds_out(contact.pk)


def test_what_it_changed_by_intention_to_treat(acme, olga, survey):
    """100 offered and 100 held out, 30 against 18 buy in time; one bought before the lot, one too late."""
    drawn = timezone.now() - timedelta(days=91)
    promotion = factories.promotion(survey, state="running")
    for lot, buyers in (("offered", 30), ("held_out", 18)):
        for number in range(100):
            contact = factories.contact(acme)
            factories.promotion_share(promotion, contact, lot, drawn_at=drawn)
            when = drawn + timedelta(days=60)
            if number >= buyers:
                when = drawn + timedelta(days=91 if number % 2 else -1)
            if number <= buyers:
                factories.purchase(contact, bought_at=when)
    found = outcome_of(promotion, now=timezone.now())
    assert (found.uplift.offered.did, found.uplift.held_out.did) == (30, 18)
    assert found.uplift.verdict is UpliftVerdict.MORE
    assert not found.is_open
