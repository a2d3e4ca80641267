import pytest

from accounts.models import Membership
from accounts.permissions import Role
from tests import factories


def test_signed_out_visitors_go_to_the_sign_in_page(client, db):
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/")


def test_the_only_organisations_dashboard_opens(client_of, vera):
    assert client_of(vera).get("/")["Location"] == "/o/acme/dashboard/"


def test_several_are_listed(client_of, vera, other):
    Membership.objects.create(organisation=other, user=vera, role=Role.STAFF)
    page = client_of(vera).get("/").content.decode()
    assert "/o/acme/dashboard/" in page
    assert "/o/other/dashboard/" in page


@pytest.mark.django_db
def test_whoever_has_none_may_open_one(client_of, settings):
    client = client_of(factories.user("nora"))
    assert "/organisations/new/" in client.get("/").content.decode()

    settings.SIGNUP_OPEN = False
    assert "/organisations/new/" not in client.get("/").content.decode()
