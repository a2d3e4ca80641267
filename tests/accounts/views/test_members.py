import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Invite, Membership
from accounts.permissions import Role
from accounts.views import members
from tests import factories

URL = "/o/acme/settings/people/"


def membership(user):
    return Membership.objects.get(user=user)


def test_everybody_sees_who_is_in_but_only_owners_manage(client_of, olga, vera):
    owners, viewers = client_of(olga).get(URL).content.decode(), client_of(vera).get(URL).content.decode()

    for page in (owners, viewers):
        assert "olga@example.com" in page
        assert "vera@example.com" in page
    assert "/remove/" in owners
    assert "/remove/" not in viewers


def test_owner_invites(client_of, olga, acme, mailoutbox):
    client = client_of(olga)
    response = client.post(URL, {"email": "nora@example.com", "role": "manager"})

    assert (response.status_code, response["Location"]) == (302, URL)
    assert Invite.objects.of(acme).get().role == "manager"
    assert len(mailoutbox) == 1
    assert "nora@example.com" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"email": "nora", "role": "staff"}, {"email": "nora@example.com", "role": "god"},
             {"email": "olga@example.com", "role": "staff"}]
)  # fmt: skip
def test_bad_invitations_are_told_and_kept(client_of, olga, data, mailoutbox):
    response = client_of(olga).post(URL, data)

    assert response.status_code == 422
    assert data.get("email", "") in response.content.decode()
    assert mailoutbox == []


def test_invitations_are_limited(client_of, olga, monkeypatch, mailoutbox):
    monkeypatch.setattr(members, "INVITES_A_DAY", 1)
    client = client_of(olga)
    statuses = [
        client.post(URL, {"email": f"n{n}@example.com", "role": "staff"}).status_code for n in range(2)
    ]
    assert statuses == [302, 422]
    assert len(mailoutbox) == 1


def test_owner_changes_a_role(client_of, olga, stan):
    response = client_of(olga).post(f"{URL}{membership(stan).pk}/role/", {"role": "manager"})

    assert response.status_code == 302
    assert membership(stan).role == "manager"


def test_an_unknown_role_is_refused(client_of, olga, stan):
    response = client_of(olga).post(f"{URL}{membership(stan).pk}/role/", {"role": "god"})

    assert response.status_code == 422
    assert membership(stan).role == "staff"


def test_the_last_owner_cannot_step_down_or_go(client_of, olga):
    client = client_of(olga)
    pk = membership(olga).pk

    assert client.post(f"{URL}{pk}/role/", {"role": "viewer"}).status_code == 422
    assert client.post(f"{URL}{pk}/remove/").status_code == 422
    assert membership(olga).role == "owner"


def test_a_removed_member_is_out_at_once(client_of, olga, stan):
    stans = client_of(stan)
    assert stans.get(URL).status_code == 200

    client_of(olga).post(f"{URL}{membership(stan).pk}/remove/")

    assert stans.get(URL).status_code == 404


def test_an_owner_may_leave_when_there_is_another(client_of, acme, olga):
    factories.member(acme, "nora", Role.OWNER)
    assert client_of(olga).post(f"{URL}{membership(olga).pk}/remove/")["Location"] == "/"


def test_a_withdrawn_invitation_is_gone(client_of, olga, acme):
    invite = factories.invite(acme, "nora@example.com", olga)

    client_of(olga).post(f"{URL}invites/{invite.pk}/withdraw/")

    assert not Invite.objects.exists()


@pytest.mark.parametrize("person", ["mark", "stan", "vera"])
def test_others_manage_nobody(client_of, request, olga, acme, person):
    client = client_of(request.getfixturevalue(person))
    invite = factories.invite(acme, "nora@example.com", olga)
    pk = membership(olga).pk
    for path, data in [
        ("", {"email": "x@example.com", "role": "owner"}),
        (f"{pk}/role/", {"role": "viewer"}),
        (f"{pk}/remove/", {}),
        (f"invites/{invite.pk}/withdraw/", {}),
    ]:
        assert client.post(URL + path, data).status_code == 403


def test_another_organisations_people_are_out_of_reach(client_of, olga, xena, other):
    """The address is Acme's, the numbers are Other's."""
    client = client_of(olga)
    invite = factories.invite(other, "nora@example.com", xena)
    pk = membership(xena).pk

    assert client.post(f"{URL}{pk}/role/", {"role": "viewer"}).status_code == 404
    assert client.post(f"{URL}{pk}/remove/").status_code == 404
    assert client.post(f"{URL}invites/{invite.pk}/withdraw/").status_code == 404
    assert membership(xena).role == "owner"


def test_as_many_queries_for_many_as_for_one(client_of, acme, olga):
    client = client_of(olga)
    counts = []
    for size in (1, 5):
        for number in range(size):
            factories.member(acme, f"person{size}{number}", Role.STAFF)
            factories.invite(acme, f"invited{size}{number}@example.com", olga)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
