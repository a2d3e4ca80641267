"""The panel: in and out with a press, a segment, and a pause of its own."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contacts.models import Contact
from contacts.queries.audience import count_in
from surveys.actions.launch_campaign import launch_campaign
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.weigh_contacts import Candidate, candidates_among, weigh_contacts
from surveys.models import AskingRules, Invitation
from tests import factories

DAY = timedelta(days=1)


@pytest.fixture
def survey(acme, olga):
    row = factories.survey(acme, olga)
    factories.afterwards(row, asks_panel=True)
    return row


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def answered(survey, score, visitor):
    contact = factories.contact(survey.organisation, language="es")
    invitation = factories.invitation(survey, contact)
    visitor.post(f"/s/{invitation.token}/", {"score": str(score)})
    return contact, f"/s/{invitation.token}/"


@pytest.mark.parametrize("score", [0, 10])
def test_in_and_out_with_a_press(acme, survey, visitor, score):
    contact, url = answered(survey, score, visitor)
    assert "Sí, pregúntenme" in visitor.get(f"{url}thanks/").content.decode()
    assert visitor.get(f"{url}panel/").status_code == 405
    reply = visitor.post(f"{url}panel/")
    assert (reply.status_code, reply["Location"]) == (303, f"{url}thanks/#panel")
    contact.refresh_from_db()
    assert contact.panel_since is not None
    rules = [{"field": "panel_since", "operator": "is_set", "value": ""}]
    assert count_in(acme, rules) == 1
    since = [{"field": "panel_since", "operator": "at_least", "value": "2000-01-01"}]
    assert count_in(acme, since) == 1
    factories.afterwards(survey, asks_panel=False)  # leaving works though nobody is asked any more
    assert "te preguntaremos" in visitor.get(f"{url}thanks/").content.decode()
    visitor.post(f"{url}panel/", {"leave": "1"})
    contact.refresh_from_db()
    assert contact.panel_since is None
    assert visitor.post(f"{url}panel/").status_code == 404


def asked(survey, contact, ago, *, panel):
    campaign = factories.campaign(survey, is_panel=panel)
    at = timezone.now() - ago
    row = factories.invitation(survey, contact, campaign, asked_at=at, sent_at=at)
    row.planned_at = at
    row.save()


def weigh(acme, contact, *, panel):
    rules = AskingRules.of(acme)
    candidates = [
        Candidate._make(row) for row in candidates_among(Contact.objects.filter(pk=contact.pk), rules)
    ]
    (reason,) = weigh_contacts(
        organisation=acme, rules=rules, candidates=candidates, now=timezone.now(), panel=panel
    )
    return reason


def test_its_pause_is_apart_from_the_usual_one(acme, survey):
    contact = factories.contact(acme)
    asked(survey, contact, 10 * DAY, panel=False)
    assert (weigh(acme, contact, panel=False), weigh(acme, contact, panel=True)) == ("asked_recently", None)
    other = factories.contact(acme)
    asked(survey, other, 10 * DAY, panel=True)
    assert (weigh(acme, other, panel=False), weigh(acme, other, panel=True)) == (None, None)
    asked(survey, other, 5 * DAY, panel=True)
    assert (weigh(acme, other, panel=False), weigh(acme, other, panel=True)) == (None, "panel_enough")


@pytest.mark.parametrize("panel", [False, True])
def test_nobody_is_asked_twice_within_a_day(acme, survey, panel):
    contact = factories.contact(acme)
    asked(survey, contact, DAY / 2, panel=panel)
    assert weigh(acme, contact, panel=False) == "asked_recently"
    assert weigh(acme, contact, panel=True) == "asked_recently"


def test_a_send_to_the_panel_asks_nobody_else(acme, olga, survey):
    now = timezone.now()
    inside = factories.contact(acme, panel_since=now.date())
    factories.contact(acme)
    campaign = launch_campaign(
        organisation=acme,
        survey=survey,
        segment=None,
        launch_key=uuid.uuid4(),
        panel=True,
        by=olga,
        now=now,
    )
    plan_invitations(campaign=campaign, now=now)
    assert [row.contact for row in Invitation.objects.filter(campaign=campaign)] == [inside]


def test_the_form_of_a_send(client_of, mark, acme, survey):
    factories.contact(acme, panel_since=timezone.now().date())
    factories.contact(acme)
    client = client_of(mark)
    page = client.get(f"/o/acme/campaigns/new/?survey={survey.pk}&panel=on").content.decode()
    assert page.count('<input type="hidden" name="panel" value="on">') == 2
    assert "Send to 1 person" in page
