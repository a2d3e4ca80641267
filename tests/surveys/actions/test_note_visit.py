"""Visits of the pages are stored a moment later, and known before an answer is judged by them."""

import pytest
from django.test import Client

from responses.models import ProvisionalAnswer, Response
from surveys.actions import note_visit
from surveys.actions.note_visit import wait_for_visits
from surveys.models import Invitation, LinkHit
from tests import factories


@pytest.fixture
def invitation(transactional_db):
    organisation = factories.organisation(slug="later")
    survey = factories.survey(organisation, owner=factories.member(organisation, "olga", "owner"))
    return factories.invitation(survey, factories.contact(organisation))


@pytest.fixture
def never(monkeypatch):
    """The thread that stores visits by itself takes its time."""
    monkeypatch.setattr("nps_app.lib.batches.EVERY_SECONDS", 5)
    note_visit._visits.flush()


def test_a_visit_is_stored_without_the_page_waiting(invitation, never):
    Client().get(f"/s/{invitation.token}/9/")
    wait_for_visits()
    (hit,) = LinkHit.objects.all()
    assert (hit.invitation_id, hit.organisation_id) == (invitation.pk, invitation.organisation_id)
    assert (hit.score, hit.method, hit.network) == (9, "GET", "127.0.0.0/24")


def test_a_form_without_a_script_is_judged_by_all_visits(invitation, never):
    visitor = Client()
    for score in (0, 5, 10):
        visitor.get(f"/s/{invitation.token}/{score}/")
    assert visitor.post(f"/s/{invitation.token}/", {"score": "10"}).status_code == 200
    assert not Response.objects.exists()
    assert ProvisionalAnswer.objects.count() == 1
    assert LinkHit.objects.count() == 3


def test_whoever_is_erased_in_the_meantime_leaves_nothing(invitation, never):
    Client().get(f"/s/{invitation.token}/")
    Invitation.objects.all().delete()
    wait_for_visits()
    assert not LinkHit.objects.exists()
