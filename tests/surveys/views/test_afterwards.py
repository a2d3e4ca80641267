import pytest

from accounts.models import Event
from surveys.models import Afterwards
from tests import factories


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def url(survey):
    return f"/o/acme/surveys/{survey.pk}/thanks/"


def test_switching_everything_on(client_of, mark, survey, url):
    pool = factories.coupon_pool(survey)
    Afterwards.objects.all().delete()
    reply = client_of(mark).post(
        url,
        {
            "shares": "on",
            "share_url": "https://acme.example/",
            "review_name": "Google",
            "review_url": "https://reviews.example/acme",
            "pool": pool.pk,
            "text_es_share_text": "Mira {brand}",
            **{
                f"text_{code}_{key}": "Un café" for code in ("es", "en") for key in ("reward", "reward_terms")
            },
        },
    )
    assert reply.status_code == 302
    row = Afterwards.objects.get()
    assert (row.shares, row.pool, row.review_name) == (True, pool, "Google")
    assert row.texts["es"]["share_text"] == "Mira {brand}"
    assert "share_text" not in row.texts["en"]
    assert Event.objects.filter(verb="thanks.changed").count() == 1
    page = client_of(mark).get(url).content.decode()
    assert "Mira {brand}" in page


def test_what_is_missing_is_named_and_kept(client_of, mark, survey, url):
    pool = factories.coupon_pool(survey)
    Afterwards.objects.all().delete()
    typed = {
        "shares": "on",
        "share_url": "",
        "review_name": "",
        "review_url": "http://reviews.example/acme",
        "pool": pool.pk,
        "text_es_reward": "Hola {first_name}",
    }
    reply = client_of(mark).post(url, typed)
    assert reply.status_code == 422
    errors = reply.context["form"].errors
    assert {"share_url", "review_url", "text_es_reward", "text_en_reward", "text_es_reward_terms"} <= set(
        errors
    )
    assert "http://reviews.example/acme" in reply.content.decode()
    assert not Afterwards.objects.exists()


def test_codes_of_others_and_other_people(client_of, other, xena, mark, stan, survey, url):
    theirs = factories.coupon_pool(factories.survey(other, xena))
    typed = {f"text_{code}_{key}": "x" for code in ("es", "en") for key in ("reward", "reward_terms")}
    assert client_of(mark).post(url, typed | {"pool": theirs.pk}).status_code == 422
    assert client_of(stan).get(url).status_code == 403
    assert client_of(xena).get(url).status_code == 404
