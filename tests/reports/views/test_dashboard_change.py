"""The sentence on the change: the same fall is chance at 400 answers and proven at 800."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nps_app.lib.tokens import mail_token
from responses.models import Response
from tests import factories

NOW = timezone.now()
AT_34 = {10: 52, 8: 30, 5: 18}
AT_25 = {10: 47, 8: 31, 5: 22}


def give(survey, shares, times, at):
    Response.objects.bulk_create(
        Response(
            organisation=survey.organisation,
            survey=survey,
            version=survey.published,
            score=score,
            language="es",
            channel="email",
            token=mail_token(),
            answered_at=at,
            updated_at=at,
        )
        for score, share in shares.items()
        for _ in range(share * times)
    )


def words(client, organisation, **filters):
    answer = client.get(reverse("reports:dashboard", kwargs={"org": organisation.slug}), filters)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.mark.parametrize(
    ("times", "language", "sentence"),
    [
        (
            4,
            "en",
            "Down 9 points on the period before (+34). Not proven, it can be chance : with 95% confidence the change "
            "lies between −20 and +2. To tell a change of this size from chance, each period needs about 1,175 "
            "answers: 775 more.",
        ),
        (
            4,
            "es",
            "Baja 9 puntos frente al periodo anterior (+34). No está demostrado, puede ser azar : con un 95 % de "
            "confianza, el cambio está entre −20 y +2. Para distinguir del azar un cambio de este tamaño, cada periodo "
            "necesita unas 1.175 respuestas: 775 más.",
        ),
        (
            8,
            "en",
            "Down 9 points on the period before (+34). Proven, a real change : with 95% confidence it lies between "
            "−17 and −1.",
        ),
        (
            8,
            "es",
            "Baja 9 puntos frente al periodo anterior (+34). Demostrado, es un cambio real : con un 95 % de confianza "
            "está entre −17 y −1.",
        ),
    ],
)
def test_a_fall_from_34_to_25(acme, olga, client_of, survey, times, language, sentence):
    give(survey, AT_34, times, NOW - timedelta(days=40))
    give(survey, AT_25, times, NOW)
    client = client_of(olga)
    client.cookies["django_language"] = language
    assert sentence in words(client, acme, period="30d")


def test_52_30_18_is_34_with_its_interval(acme, olga, client_of, survey):
    give(survey, AT_34, 1, NOW)
    said = words(client_of(olga), acme)
    assert "+34 With 95% confidence between +18 and +48." in said


def test_as_before_asks_for_no_answers(acme, olga, client_of, survey):
    give(survey, AT_34, 1, NOW - timedelta(days=40))
    give(survey, AT_34, 1, NOW)
    said = words(client_of(olga), acme, period="30d")
    assert "As in the period before (+34). Not proven, it can be chance" in said
    assert "To tell a change" not in said
