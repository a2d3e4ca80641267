import pytest

from accounts.models import Membership, Organisation

URL = "/organisations/new/"
DATA = {"name": "Second", "time_zone": "America/Lima", "region": "es-PE"}


def test_the_creator_owns_it(client_of, vera):
    response = client_of(vera).post(URL, DATA)

    organisation = Organisation.objects.get(slug="second")
    assert response["Location"] == "/o/second/dashboard/"
    assert (organisation.time_zone, organisation.region) == ("America/Lima", "es-PE")
    assert Membership.objects.of(organisation).get(user=vera).role == "owner"


@pytest.mark.parametrize("change", [{"name": " "}, {"time_zone": "Mars/Olympus"}, {"region": "xx-YY"}])
def test_bad_input_is_told_and_kept(client_of, vera, change):
    response = client_of(vera).post(URL, {**DATA, **change})

    assert response.status_code == 422
    assert not Organisation.objects.filter(slug="second").exists()


def test_an_empty_form_is_bad_input_too(client_of, vera):
    assert client_of(vera).post(URL).status_code == 422


def test_where_sign_up_is_closed_only_owners_may(client_of, olga, vera, settings):
    settings.SIGNUP_OPEN = False
    assert client_of(vera).get(URL).status_code == 403
    assert client_of(vera).post(URL, DATA).status_code == 403
    assert client_of(olga).get(URL).status_code == 200
