URL = "/profile/"


def test_name_and_language_are_saved_and_shown_at_once(client_of, vera):
    client = client_of(vera)
    response = client.post(URL, {"name": "Vera Núñez", "language": "es"})

    vera.refresh_from_db()
    assert response.status_code == 302
    assert (vera.name, vera.language) == ("Vera Núñez", "es")
    assert "Tu perfil" in client.get(URL).content.decode()


def test_bad_input_is_told_and_kept(client_of, vera):
    response = client_of(vera).post(URL, {"name": "Vera N", "language": "tlh"})

    assert response.status_code == 422
    assert "Vera N" in response.content.decode()


def test_signed_out_visitors_sign_in(client, db):
    assert client.get(URL)["Location"].startswith("/accounts/login/")
