"""The organisation's own lists of barriers, needs and other companies: edited by managers, offered to customers."""

import re

import pytest
from django.utils import timezone

from accounts.models import Event
from responses.actions.record_answer import record_answer
from responses.models import ExtraAnswer
from surveys.models import ExtraChoice
from tests import factories

URL = "/o/acme/surveys/answers/"


@pytest.fixture
def thanks(acme, olga, client):
    """thanks("asks_need") is the address of a thank-you page that asks this, of somebody who has answered."""

    def make(*asks):
        survey = factories.survey(acme, owner=olga)
        factories.afterwards(survey, **dict.fromkeys(asks, True))
        invitation = factories.invitation(survey, factories.contact(acme, name="Ana", language="es"))
        record_answer(invitation=invitation, score=9, language="es", now=timezone.now())
        return f"/s/{invitation.token}/"

    return make


def offered(client, url, name):
    page = client.get(f"{url}thanks/").content.decode()
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def test_a_need_is_added_changed_and_left_out(client, client_of, mark, acme, thanks):
    manager = client_of(mark)
    assert manager.get(URL).status_code == 200
    told = {"question": "need", "name": "Storage", "text_es": "Almacenaje"}
    assert manager.post(URL, told).status_code == 302
    row = ExtraChoice.objects.get()
    url = thanks("asks_need")
    assert offered(client, url, "need_choice") == [row.key, "other"]
    assert "Almacenaje" in client.get(f"{url}thanks/").content.decode()
    assert client.post(f"{url}more/", {"need_choice": row.key}).status_code == 303
    assert ExtraAnswer.objects.get().choice == row.key
    assert re.search(f'value="{row.key}" checked', client.get(f"{url}thanks/").content.decode())
    assert manager.post(f"{URL}{row.pk}/", {"name": "Warehouse", "text_en": ""}).status_code == 302
    assert "Warehouse" in manager.get("/o/acme/barriers/").content.decode()
    switched = manager.post(f"{URL}switch/", {"question": "need", "key": row.key})
    assert switched.status_code == 302
    assert offered(client, url, "need_choice") == []
    assert 'name="need"' in client.get(f"{url}thanks/").content.decode()
    assert "Warehouse" in manager.get("/o/acme/barriers/").content.decode()
    verbs = list(Event.objects.filter(verb__startswith="extra_choice").values_list("verb", flat=True))
    assert sorted(verbs) == ["extra_choice.saved", "extra_choice.saved", "extra_choice.switched"]


def test_words_of_ones_own_need_no_tap(client, acme, thanks):
    factories.extra_choice(acme, "need", "Almacenaje")
    url = thanks("asks_need")
    assert client.post(f"{url}more/", {"need": "Mudanzas"}).status_code == 303
    extra = ExtraAnswer.objects.get()
    assert (extra.choice, extra.text) == ("other", "Mudanzas")
    assert client.post(f"{url}more/", {"need_choice": "own999999"}).status_code == 422


def test_a_barrier_of_ours_is_left_out_and_one_of_theirs_offered(client, client_of, mark, acme, thanks):
    manager = client_of(mark)
    manager.post(f"{URL}switch/", {"question": "barrier", "key": "stock"})
    manager.post(URL, {"question": "barrier", "name": "El horario"})
    row = ExtraChoice.objects.get(name="El horario")
    url = thanks("asks_barrier")
    assert offered(client, url, "barrier") == [
        "price", "process", "delivery", "no_need", "elsewhere", row.key, "other"
    ]  # fmt: skip
    assert client.post(f"{url}more/", {"barrier": "stock"}).status_code == 422
    assert client.post(f"{url}more/", {"barrier": row.key}).status_code == 303
    assert "El horario" in manager.get("/o/acme/barriers/").content.decode()
    manager.post(f"{URL}switch/", {"question": "barrier", "key": "stock", "on": "1"})
    assert "stock" in offered(client, url, "barrier")
    refused = manager.post(f"{URL}switch/", {"question": "barrier", "key": "other"}, follow=True)
    assert "That is not on the lists any more." in refused.content.decode()


def test_companies_are_suggested_and_where_they_buy_most_is_kept(client, acme, thanks):
    factories.extra_choice(acme, "rival", "Bodega Sur")
    url = thanks("asks_rival")
    assert '<option value="Bodega Sur">' in client.get(f"{url}thanks/").content.decode()
    told = {"rival": "Bodega Sur", "rival_score": "7", "rival_most": "them"}
    assert client.post(f"{url}more/", told | {"rival_most": "moon"}).status_code == 422
    assert client.post(f"{url}more/", told).status_code == 303
    extra = ExtraAnswer.objects.get()
    assert (extra.text, extra.score, extra.choice) == ("Bodega Sur", 7, "them")
    assert re.search('value="them" checked', client.get(f"{url}thanks/").content.decode())


def test_what_is_wrong_is_named_and_kept(client_of, mark, stan, xena, acme):
    manager = client_of(mark)
    row = factories.extra_choice(acme, "rival", "Bodega Sur")
    reply = manager.post(URL, {"question": "rival", "name": "bodega sur"})
    assert reply.status_code == 422
    assert 'value="bodega sur"' in reply.content.decode()
    assert manager.post(URL, {"question": "need", "name": " "}).status_code == 422
    refused = manager.post(URL, {"question": "moon", "name": "x"}, follow=True)
    assert "That is not on the lists any more." in refused.content.decode()
    factories.extra_choice(acme, "rival", "Otra")
    assert manager.post(f"{URL}{row.pk}/", {"name": "Otra"}).status_code == 422
    assert client_of(stan).get(URL).status_code == 403
    assert client_of(xena).get(URL).status_code == 404
    assert client_of(xena).get(f"/o/other/surveys/answers/{row.pk}/").status_code == 404
