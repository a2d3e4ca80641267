"""Signing up: the page is allauth's, what it asks and what it leads to are ours."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import Invite, Membership, Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/accounts/signup/"
NORA = {
    "name": "Nora",
    "company": "Café Aurora",
    "email": "nora@example.com",
    "password1": "correct horse battery",
    "time_zone": "America/Bogota",
}


def sign_up(client, **changes):
    return client.post(URL, {**NORA, **changes}, headers={"accept-language": "es-CO,es;q=0.9"})


def test_a_new_person_owns_a_new_organisation(client):
    response = sign_up(client)

    organisation = Organisation.objects.get()
    user = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, reverse("accounts:home"))
    assert (organisation.name, organisation.slug) == ("Café Aurora", "cafe-aurora")
    assert (organisation.time_zone, organisation.region) == ("America/Bogota", "es-CO")
    assert (user.name, user.language) == ("Nora", "es")
    assert Membership.objects.of(organisation).get(user=user).role == "owner"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "x" * 50])
def test_an_unknown_time_zone_becomes_utc(client, zone):
    sign_up(client, time_zone=zone)
    assert Organisation.objects.get().time_zone == "UTC"


def test_the_page_asks_the_browser_for_its_time_zone(client):
    page = client.get(URL).content.decode()
    assert "js/timezone.js" in page
    assert "data-browser-time-zone" in page


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"company": ""}, {"email": "nora"}, {"password1": "short"}, {"company": "x" * 81}],
)
def test_bad_input_creates_nothing_and_keeps_what_was_typed(client, change):
    response = sign_up(client, **change)

    assert response.status_code == 422
    assert "aria-invalid" in response.content.decode()
    assert not User.objects.exists()
    assert not Organisation.objects.exists()
    if "company" not in change:
        assert "Café Aurora" in response.content.decode()


def test_a_taken_address_is_refused(client, olga):
    sign_up(client, email="OLGA@example.com")
    assert User.objects.count() == 1


def test_closed_sign_up_says_so(client, settings):
    settings.SIGNUP_OPEN = False

    page = client.get(URL)
    sign_up(client)

    assert 'name="password1"' not in page.content.decode()
    assert not User.objects.exists()


class TestInvited:
    @pytest.fixture(autouse=True)
    def _closed(self, settings):
        settings.SIGNUP_OPEN = False

    @pytest.fixture
    def invite(self, acme, olga):
        return factories.invite(acme, "nora@example.com", olga, role="manager")

    @pytest.fixture
    def invited(self, client, invite):
        response = client.post(f"/invite/{invite.token}/")
        assert (response.status_code, response["Location"]) == (302, URL)
        return client

    def test_an_invited_person_gets_in_though_sign_up_is_closed(self, invited, acme):
        page = invited.get(URL).content.decode()
        assert 'name="company"' not in page
        assert "nora@example.com" in page

        sign_up(invited)

        assert Membership.objects.of(acme).get(user__email="nora@example.com").role == "manager"
        assert not Invite.objects.exists()
        assert Organisation.objects.count() == 1

    def test_the_address_counts_as_confirmed(self, invited):
        sign_up(invited)
        assert EmailAddress.objects.get(email="nora@example.com").verified

    def test_another_address_is_refused(self, invited):
        response = sign_up(invited, email="eve@example.com")
        assert "Regístrate con ese correo" in response.content.decode()
        assert not User.objects.filter(email="eve@example.com").exists()

    def test_a_withdrawn_invitation_closes_the_door_again(self, invited, invite):
        invite.delete()
        assert 'name="password1"' not in invited.get(URL).content.decode()


def test_signing_in_brings_the_persons_language(client, olga):
    User.objects.update(language="es")
    response = client.post("/accounts/login/", {"login": olga.email, "password": factories.PASSWORD})
    assert response.status_code == 302
    assert response.cookies["django_language"].value == "es"
