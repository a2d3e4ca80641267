import re

import pytest
from django.test import Client

from integrations.models import ApiKey
from tests import factories

PAGE = "/o/acme/settings/api/"


@pytest.mark.parametrize(("who", "status"), [("olga", 200), ("mark", 403), ("stan", 403), ("xena", 404)])
def test_who_enters(request, client_of, acme, who, status):
    assert client_of(request.getfixturevalue(who)).get(PAGE).status_code == status


def test_signed_out(acme):
    assert Client().get(PAGE).status_code == 302


def test_a_key_is_shown_once_and_kept_as_a_digest(client_of, olga):
    client = client_of(olga)
    answer = client.post(PAGE, {"name": "Shop", "scopes": ["events:write"]})
    key = re.search(r"npsk_[0-9a-f]{8}_[\w-]{43}", answer.content.decode()).group()
    row = ApiKey.objects.get()
    assert (answer.status_code, row.name, row.scopes) == (201, "Shop", ["events:write"])
    assert "no-store" in answer.headers["Cache-Control"]
    assert key.endswith(key[14:])
    assert key not in {row.prefix, row.digest}
    assert len(row.digest) == 64
    assert key not in client.get(PAGE).content.decode()


def test_a_key_needs_a_name(client_of, olga):
    answer = client_of(olga).post(PAGE, {"name": ""})
    assert answer.status_code == 422
    assert "Name the program" in answer.content.decode()


def test_a_key_may_do_what_was_ticked(client_of, olga):
    client = client_of(olga)
    assert 'value="events:write" id="id_scopes_0" checked' in client.get(PAGE).content.decode()
    client.post(PAGE, {"name": "Desk", "scopes": ["cases:read", "cases:write"]})
    assert ApiKey.objects.get().scopes == ["cases:read", "cases:write"]
    for scopes in ([], ["everything"]):
        assert client.post(PAGE, {"name": "Desk", "scopes": scopes}).status_code == 422
    assert ApiKey.objects.count() == 1


def test_revoked(client_of, olga, acme):
    key = factories.api_key(acme)
    client = client_of(olga)
    for _ in range(2):
        assert client.post(f"{PAGE}{key.pk}/revoke/").status_code == 302
    key.refresh_from_db()
    assert key.revoked_at
    assert "Revoked" in client.get(PAGE).content.decode()


def test_anothers_key_does_not_exist(client_of, xena, acme):
    key = factories.api_key(acme)
    assert client_of(xena).post(f"/o/other/settings/api/{key.pk}/revoke/").status_code == 404
