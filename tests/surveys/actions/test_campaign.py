import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event
from contacts.actions.suppress import suppress
from delivery.models import OutboundMessage
from surveys.actions import plan_invitations as planning
from surveys.actions.finish_campaigns import finish_campaigns
from surveys.actions.launch_campaign import CannotLaunch, launch_campaign
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.preview_campaign import preview_campaign
from surveys.actions.stop_campaign import NotRunning, stop_campaign
from surveys.models import Campaign, Invitation
from surveys.rules.left_out import LeftOut
from surveys.rules.readiness import Missing
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def launch(acme, survey, mark):
    def make(segment=None, key=None, now=NOW, **fields):
        given = {"organisation": acme, "survey": survey, "segment": segment, "by": mark, "now": now}
        return launch_campaign(launch_key=key or uuid.uuid4(), **given | fields)

    return make


@pytest.fixture
def people(acme, survey):
    """Two who can be asked, and one for each reason to leave somebody out."""
    for reason in ("unsubscribed", "bounced"):
        gone = factories.contact(acme, name=reason, email=f"{reason}@example.com")
        suppress(
            organisation=acme,
            channel="email",
            address=gone.email.upper(),
            reason=reason,
            by="customer",
            now=NOW,
        )
    factories.contact(acme, name="no mail", email="", phone="+573001234567")
    factories.contact(acme, name="sample", is_sample=True)
    asked = factories.contact(acme, name="asked")
    factories.invitation(survey, asked)
    return [factories.contact(acme, name="Ana", language="en"), factories.contact(acme, name="Luis")]


def test_preview_says_whom_it_reaches_and_whom_not(acme, other, people):
    factories.contact(other)
    preview = preview_campaign(organisation=acme, rules=[], now=NOW)
    assert (preview.reached.count, preview.reached.examples) == (2, ["Ana", "Luis"])
    assert {reason: group.examples for reason, group in preview.left_out.items()} == {
        LeftOut.SAMPLE: ["sample"],
        LeftOut.NO_EMAIL: ["no mail"],
        LeftOut.UNSUBSCRIBED: ["unsubscribed"],
        LeftOut.BOUNCED: ["bounced"],
        LeftOut.ASKED_RECENTLY: ["asked"],
    }
    assert (preview.total, preview.left_out_count) == (7, 5)
    assert not Campaign.objects.filter(state="planning").exists()


def test_plan_does_what_the_preview_said(acme, people, launch):
    preview = preview_campaign(organisation=acme, rules=[], now=NOW)
    campaign = launch()
    assert not plan_invitations(campaign=campaign, now=NOW)

    rows = Invitation.objects.filter(campaign=campaign)
    assert rows.filter(state="planned").count() == preview.reached.count
    reasons = rows.filter(state="skipped").values_list("reason", flat=True)
    # Invented people are no part of a real send: the preview names them, the record does not.
    assert sorted(reasons) == sorted(set(preview.left_out) - {LeftOut.SAMPLE})
    ledger = OutboundMessage.objects.filter(kind="invitation")
    assert sorted(ledger.values_list("recipient", flat=True)) == sorted(person.email for person in people)
    assert {row.policy for row in ledger} == {"hold"}
    campaign.refresh_from_db()
    assert campaign.state == "sending"
    languages = dict(rows.values_list("contact", "language"))
    assert [languages[person.pk] for person in people] == ["en", "es"]


def test_planning_goes_on_where_it_was_interrupted(acme, survey, launch, monkeypatch):
    monkeypatch.setattr(planning, "BATCH", 2)
    for _ in range(5):
        factories.contact(acme)
    campaign = launch()
    more = [plan_invitations(campaign=campaign, now=NOW) for _ in range(4)]
    assert more == [True, True, False, False]
    assert Invitation.objects.filter(campaign=campaign, state="planned").count() == 5
    assert OutboundMessage.objects.count() == 5


def test_two_campaigns_ask_nobody_twice(people, launch):
    first, second = launch(), launch()
    plan_invitations(campaign=first, now=NOW)
    plan_invitations(campaign=second, now=NOW + timedelta(hours=1))
    assert OutboundMessage.objects.count() == 2
    assert not Invitation.objects.filter(campaign=second, state="planned").exists()
    plan_invitations(campaign=launch(now=NOW), now=NOW + timedelta(days=91))
    assert OutboundMessage.objects.count() == 5  # "asked" can be asked again, too


def test_segment_rules_are_those_of_the_launch(acme, survey, launch):
    north = factories.contact(acme, properties={"branch": "North"})
    factories.contact(acme, properties={"branch": "South"})
    segment = factories.segment(
        acme, "North", [{"field": "property:branch", "operator": "is", "value": "North"}]
    )
    campaign = launch(segment=segment)
    segment.delete()
    plan_invitations(campaign=campaign, now=NOW)
    assert Invitation.objects.get().contact == north
    assert campaign.segment_name == "North"


def test_same_key_is_one_campaign(people, launch):
    key = uuid.uuid4()
    assert launch(key=key) == launch(key=key)
    assert Event.objects.filter(verb="campaign.launched").count() == 1


@pytest.mark.parametrize(
    ("spoil", "missing"),
    [
        (lambda acme, survey: setattr(survey, "published", None), [Missing.PUBLICATION]),
        (lambda acme, survey: setattr(survey, "detractor_owner", None), [Missing.DETRACTOR_OWNER]),
        (lambda acme, survey: setattr(survey, "is_sample", True), [Missing.SAMPLE]),
        (lambda acme, survey: setattr(acme, "sender_name", ""), [Missing.SENDER_NAME]),
        (lambda acme, survey: setattr(acme, "postal_address", " "), [Missing.POSTAL_ADDRESS]),
    ],
)
def test_launch_is_refused_while_something_is_missing(acme, survey, launch, spoil, missing):
    spoil(acme, survey)
    with pytest.raises(CannotLaunch) as refusal:
        launch()
    assert refusal.value.missing == missing
    assert not Campaign.objects.exists()


def test_an_owner_who_left_is_no_owner(survey, launch, olga):
    olga.memberships.all().delete()
    with pytest.raises(CannotLaunch):
        launch()


def test_stop(people, launch, mark):
    campaign = launch()
    plan_invitations(campaign=campaign, now=NOW)
    stop_campaign(campaign=campaign, by=mark, now=NOW)
    campaign.refresh_from_db()
    assert campaign.state == "stopped"
    states = (
        Invitation.objects.filter(campaign=campaign).exclude(state="skipped").values_list("state", "reason")
    )
    assert set(states) == {("cancelled", "stopped")}
    with pytest.raises(NotRunning):
        stop_campaign(campaign=campaign, by=mark, now=NOW)
    assert not plan_invitations(campaign=campaign, now=NOW)


def test_finish(people, launch):
    Campaign.objects.update(state="done")
    campaign = launch()
    assert finish_campaigns() == 0
    plan_invitations(campaign=campaign, now=NOW)
    assert finish_campaigns() == 0
    Invitation.objects.filter(campaign=campaign, state="planned").update(state="sent")
    assert finish_campaigns() == 1
