import pytest
from django.utils import timezone

from accounts.models import Event
from delivery.actions.enqueue import enqueue
from delivery.actions.note_mail_event import note_mail_event
from delivery.models import OutboundMessage
from delivery.rules.bounces import News
from surveys.actions.note_outcome import note_outcome
from surveys.actions.pause_troubled import pause_troubled
from surveys.actions.resume_campaign import resume_campaign
from tests import factories

NOW = timezone.now()


@pytest.fixture
def campaign(acme, olga, mark):
    olga.language = "es"
    olga.save()
    return factories.campaign(factories.survey(acme, name="Clientes"))


def sent(campaign, number):
    rows = []
    for _ in range(number):
        contact = factories.contact(campaign.organisation)
        invitation = factories.invitation(campaign.survey, contact, campaign)
        rows.append(
            enqueue(
                kind="invitation",
                policy="hold",
                dedup_key=f"invitation:{invitation.pk}",
                reference=f"invitation:{invitation.pk}",
                recipient=contact.email,
                organisation=campaign.organisation,
                now=NOW,
            )
        )
    OutboundMessage.objects.filter(kind="invitation").update(state="sent", sent_at=NOW)
    return rows


def note(rows, news):
    for row in rows:
        note_mail_event(
            row=row.pk,
            news=news,
            source="test",
            detail="",
            settled=lambda message: note_outcome(message=message, now=NOW),
            now=timezone.now(),
        )


def test_a_bad_list_is_paused_at_its_eleventh_address_and_owners_hear_of_it_once(
    campaign, olga, mark, client_of
):
    rows = sent(campaign, 12)
    note(rows[:10], News.HARD)
    assert pause_troubled(now=NOW) == 0
    note(rows[10:11], News.HARD)
    assert [pause_troubled(now=NOW), pause_troubled(now=NOW)] == [1, 0]
    campaign.refresh_from_db()
    assert campaign.state == "paused"
    (mail,) = OutboundMessage.objects.filter(kind="staff")
    assert (mail.recipient, mail.payload["subject"]) == (
        olga.email,
        "“Clientes” se puso en pausa: vuelven demasiados correos",
    )
    assert f"/o/acme/campaigns/{campaign.pk}/" in mail.payload["text"]
    event = Event.objects.get(verb="campaign.paused")
    assert (event.actor, event.data) == ("system", {"reason": "too_many_gone"})
    page = client_of(mark).get(f"/o/acme/campaigns/{campaign.pk}/").content.decode()
    assert "more than 5 % of the first 200 addresses do not exist" in page

    resume_campaign(campaign=campaign, by=mark, now=NOW)
    assert pause_troubled(now=NOW) == 0  # who resumed it knew


def test_complaints_pause_it_and_those_of_another_send_do_not(campaign, acme):
    rows = sent(campaign, 3)
    elsewhere = sent(factories.campaign(factories.survey(acme), state="done"), 3)
    note(elsewhere, News.COMPLAINT)
    note(rows[:1], News.COMPLAINT)
    assert pause_troubled(now=NOW) == 0
    note(rows[1:2], News.COMPLAINT)
    assert pause_troubled(now=NOW) == 1
    assert Event.objects.get(verb="campaign.paused").data == {"reason": "too_many_complaints"}


def test_soft_bounces_and_deliveries_pause_nothing(campaign):
    rows = sent(campaign, 12)
    note(rows, News.SOFT)
    note(rows, News.DELIVERED)
    assert pause_troubled(now=NOW) == 0


def test_a_run_of_refusals_for_reasons_of_policy_pauses_it(campaign):
    rows = sent(campaign, 5)
    ours = OutboundMessage.objects.filter(pk__in=[row.pk for row in rows])
    ours.update(state="queued", sent_at=None, reason="deferred")
    assert pause_troubled(now=NOW) == 0
    ours.update(reason="blocked")
    assert pause_troubled(now=NOW) == 1
    assert Event.objects.get(verb="campaign.paused").data == {"reason": "too_many_blocked"}
    assert set(ours.values_list("reason", flat=True)) == {"paused"}
