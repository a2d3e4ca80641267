import pytest

FORMS = {
    "/accounts/login/": {"login": "olga@example.com", "password": "wrong"},
    "/accounts/password/reset/": {"email": "no address"},
    "/accounts/signup/": {"email": "no address"},
}


@pytest.mark.parametrize("address", FORMS)
def test_a_refused_form_of_allauth_answers_422_and_keeps_what_was_typed(address, client, db):
    page = client.post(address, FORMS[address])
    assert page.status_code == 422
    typed = FORMS[address].get("login") or FORMS[address]["email"]
    assert f'value="{typed}"' in page.content.decode()
    assert client.get(address).status_code == 200


def test_so_does_one_behind_the_door(olga, client_of):
    page = client_of(olga).post("/accounts/password/change/", {"oldpassword": "wrong", "password1": "x"})
    assert page.status_code == 422


def test_an_accepted_one_goes_on(client, db):
    assert client.post("/accounts/password/reset/", {"email": "ana@example.com"}).status_code == 302
