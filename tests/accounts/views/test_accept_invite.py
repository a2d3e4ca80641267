import pytest
from django.utils import timezone

from accounts.models import Invite, Membership
from accounts.models.invite import LIFETIME
from tests import factories


@pytest.fixture
def invite(acme, olga):
    return factories.invite(acme, "nora@example.com", olga)


@pytest.fixture
def nora(db):
    return factories.user("nora")


def test_the_link_shows_who_invites_and_changes_nothing(client, invite, acme):
    response = client.get(f"/invite/{invite.token}/")

    assert response.status_code == 200
    assert "Olga" in response.content.decode()
    assert Invite.objects.get() == invite


def test_posting_joins(client_of, invite, nora, acme):
    response = client_of(nora).post(f"/invite/{invite.token}/")

    assert (response.status_code, response["Location"]) == (302, "/o/acme/dashboard/")
    assert Membership.objects.of(acme).get(user=nora).role == "staff"


def test_somebody_else_is_told_whose_it_is(client_of, invite, xena, acme):
    client = client_of(xena)
    response = client.post(f"/invite/{invite.token}/")

    assert response.status_code == 422
    assert "nora@example.com" in response.content.decode()
    assert client.get(f"/invite/{invite.token}/").status_code == 200
    assert not Membership.objects.of(acme).filter(user=xena).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_expired_and_unknown_links_say_what_to_do(client, invite, method):
    Invite.objects.update(created_at=timezone.now() - LIFETIME)
    for token in (invite.token, "no-such-token"):
        response = getattr(client, method)(f"/invite/{token}/")
        assert response.status_code == 404
        assert "invite you again" in response.content.decode()
