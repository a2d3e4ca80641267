from datetime import UTC, datetime, timedelta

import pytest

from contacts.actions.suppress import suppress
from contacts.models import Contact
from delivery.models import OutboundMessage
from surveys.actions.change_programme import CannotChange, change_programme
from surveys.actions.draw_programme import draw_programme
from surveys.actions.launch_campaign import CannotLaunch
from surveys.actions.set_top_up import set_top_up
from surveys.actions.start_programme import start_programme
from surveys.models import AskingRules, Campaign, Invitation
from tests import factories

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)  # Monday


@pytest.fixture
def programme(acme, olga):
    for _ in range(28):
        factories.contact(acme)
    return start_programme(
        organisation=acme, survey=factories.survey(acme, olga), segment=None, period_days=14,
        stratum_property="", by=olga, now=NOW,
    )  # fmt: skip


def draws(programme, days, start=NOW):
    return [draw_programme(programme=programme, now=start + timedelta(days=day)) for day in range(days)]


def test_a_day_is_drawn_once(programme):
    assert draw_programme(programme=programme, now=NOW) == 2
    assert draw_programme(programme=programme, now=NOW + timedelta(hours=2)) is None
    campaign = Campaign.objects.get()
    assert (campaign.programme, campaign.state, campaign.reminder_days) == (programme, "sending", 4)
    assert OutboundMessage.objects.count() == 2


def test_everybody_has_one_turn_in_a_period(programme):
    assert draws(programme, 14) == [2] * 14
    assert Invitation.objects.values("contact").distinct().count() == 28


def test_only_on_the_days_on_which_mails_leave(acme, programme):
    AskingRules.objects.create(organisation=acme, weekdays=[0, 1, 2, 3, 4])
    numbers = draws(programme, 14)
    assert [number is None for number in numbers] == [day % 7 > 4 for day in range(14)]
    assert sum(filter(None, numbers)) == 28


def test_whoever_cannot_be_asked_keeps_the_reason_and_the_next_takes_the_turn(acme, programme):
    gone = Contact.objects.order_by("pk").values_list("email", flat=True)[:14]
    for address in gone:
        suppress(organisation=acme, channel="email", address=address, reason="bounced", by="system", now=NOW)
    assert sum(filter(None, draws(programme, 14))) == 14
    reasons = Invitation.objects.filter(state="skipped").values_list("reason", flat=True)
    assert set(reasons) == {"bounced"}
    assert 7 <= len(reasons) <= 14


def test_whoever_was_asked_lately_waits_for_a_later_turn(acme, programme):
    AskingRules.objects.create(organisation=acme, pause_days=7)
    for contact in Contact.objects.all()[:20]:
        factories.invitation(programme.survey, contact)
    Invitation.objects.update(planned_at=NOW - timedelta(days=1))
    draws(programme, 14)
    rows = Invitation.objects.filter(campaign__programme=programme)
    assert set(rows.values_list("state", flat=True)) == {"planned"}
    assert rows.count() == 24  # eight are free at first; of two days nobody was


def test_whoever_wished_to_be_asked_less_keeps_the_turn_for_later(programme):
    Contact.objects.update(ask_not_before=NOW + timedelta(days=1))
    assert draws(programme, 2) == [0, 2]
    assert not Invitation.objects.filter(state="skipped").exists()


def test_sample_contacts_are_not_in_the_base(acme, programme):
    factories.contact(acme, is_sample=True)
    draw_programme(programme=programme, now=NOW)
    programme.refresh_from_db()
    assert programme.base == 28


def test_pause_resume_stop(programme, mark):
    change_programme(programme=programme, state="paused", by=mark, now=NOW)
    assert draw_programme(programme=programme, now=NOW) is None
    change_programme(programme=programme, state="running", by=mark, now=NOW)
    assert draw_programme(programme=programme, now=NOW) == 2
    change_programme(programme=programme, state="stopped", by=mark, now=NOW)
    with pytest.raises(CannotChange):
        change_programme(programme=programme, state="running", by=mark, now=NOW)


def test_not_while_something_is_missing(acme, olga):
    with pytest.raises(CannotLaunch):
        start_programme(
            organisation=acme, survey=factories.survey(acme, olga, published=False), segment=None,
            period_days=14, stratum_property="", by=olga, now=NOW,
        )  # fmt: skip


def test_a_group_of_whom_two_percent_answer_is_drawn_more_from_the_next_day_on(acme, olga):
    survey, before = factories.survey(acme, olga), NOW - timedelta(days=10)
    send = factories.campaign(survey)
    for branch, answered in (("North", 30), ("South", 1)):
        for number in range(50):
            person = factories.contact(acme, properties={"branch": branch})
            at = before if number < answered else None
            row = factories.invitation(survey, person, send, asked_at=before, answered_at=at)
            Invitation.objects.filter(pk=row.pk).update(planned_at=before)
    for branch in ("North", "South"):
        for _ in range(100):
            factories.contact(acme, properties={"branch": branch})
    row = start_programme(
        organisation=acme, survey=survey, segment=None, period_days=7, stratum_property="branch",
        by=olga, now=NOW,
    )  # fmt: skip

    def of_south(day):
        draw_programme(programme=row, now=NOW + timedelta(days=day))
        asked = Invitation.objects.filter(campaign__drawn_on=(NOW + timedelta(days=day)).date())
        return asked.filter(contact__properties__branch="South").count(), asked.count()

    south, before_total = of_south(0)
    assert 17 <= south <= 25  # half of 42 or 43
    set_top_up(programme=row, on=True, by=olga, now=NOW)
    south, total = of_south(1)
    assert abs(total - before_total) <= 1
    assert 28 <= south <= 37  # about three times as many as of North


def test_without_a_property_there_is_nothing_to_top_up(programme, olga):
    set_top_up(programme=programme, on=True, by=olga, now=NOW)
    assert draw_programme(programme=programme, now=NOW) == 2
