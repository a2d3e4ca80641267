import pytest

URL = "/o/acme/settings/"
DATA = {
    "name": "Acme S.A.S.",
    "time_zone": "America/Lima",
    "region": "es-PE",
    "sender_name": "Acme\r\nBcc: eve@example.com",
    "postal_address": "Jr. Unión 1\nLima",
    "answer_proof": "strict",
}


def test_owner_changes_them(client_of, olga, acme):
    response = client_of(olga).post(URL, DATA)

    acme.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, URL)
    assert (acme.name, acme.time_zone, acme.region) == ("Acme S.A.S.", "America/Lima", "es-PE")


def test_a_sender_name_cannot_smuggle_headers(client_of, olga, acme):
    client_of(olga).post(URL, DATA)

    acme.refresh_from_db()
    assert acme.sender_name == "Acme Bcc: eve@example.com"


@pytest.mark.parametrize("person", ["mark", "stan", "vera"])
def test_others_look_but_do_not_touch(client_of, request, acme, person):
    client = client_of(request.getfixturevalue(person))
    page = client.get(URL)

    assert page.status_code == 200
    assert ">Save<" not in page.content.decode()
    assert client.post(URL, DATA).status_code == 403
    acme.refresh_from_db()
    assert acme.name == "Acme"


def test_stranger_finds_nothing_and_signed_out_signs_in(client, client_of, xena, acme):
    assert client_of(xena).get(URL).status_code == 404
    assert client_of(xena).post(URL, DATA).status_code == 404
    assert client.get(URL)["Location"].startswith("/accounts/login/")


def test_bad_input_is_told_and_kept(client_of, olga, acme):
    response = client_of(olga).post(URL, {**DATA, "time_zone": "Mars/Olympus", "postal_address": "Calle 9"})

    acme.refresh_from_db()
    assert response.status_code == 422
    assert "Calle 9" in response.content.decode()
    assert acme.name == "Acme"
