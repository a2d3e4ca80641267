"""The sweep that finds themes: once for each comment and edition, and never against a person."""

import pytest
from django.utils import timezone

from responses.actions.correct_themes import correct_themes
from responses.actions.read_comments import read_comments
from responses.actions.record_answer import record_answer
from responses.models import CommentTheme, Response, ThemeSettings, ThemeWord
from responses.tasks import read_new_comments
from tests import factories


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def themes(response):
    return dict(response.themes.values_list("theme", "polarity"))


def test_reads_each_comment_once(acme, survey):
    late = factories.response(survey, 2, comment="El pedido llegó tarde y nadie contesta")
    factories.response(survey, 9)
    assert read_comments(organisation=acme) == 1
    assert themes(late) == {"delivery": -1, "support": -1}
    assert read_comments(organisation=acme) == 0
    (delivery,) = late.themes.filter(theme="delivery")
    assert late.comment[delivery.starts_at : delivery.ends_at] == "pedido llegó"


def test_reads_again_what_the_customer_changed(acme, survey):
    answer = factories.response(survey, 2, comment="muy caro")
    read_comments(organisation=acme)
    record_answer(response=answer, score=9, comment="la comida deliciosa", language="es", now=timezone.now())
    assert read_comments(organisation=acme) == 1
    assert themes(answer) == {"food": 1}


def test_reads_all_again_where_words_change(acme, survey):
    answer = factories.response(survey, 9, comment="el dron voló bien")
    read_comments(organisation=acme)
    ThemeWord.objects.create(organisation=acme, theme="delivery", text="dron*", is_added=True)
    ThemeSettings.objects.create(organisation=acme, changes=1)
    assert read_comments(organisation=acme) == 1
    assert themes(answer) == {"delivery": 1}


def test_what_a_person_said_stays(acme, survey, olga):
    answer = factories.response(survey, 2, comment="muy caro y llegó tarde el pedido")
    read_comments(organisation=acme)
    offered = ["price", "delivery", "staff"]
    correct_themes(response=answer, about={"price", "staff"}, offered=offered, by=olga, now=timezone.now())
    assert themes(answer) == {"price": -1, "staff": -1}
    Response.objects.update(themes_edition=0)
    read_comments(organisation=acme)
    assert themes(answer) == {"price": -1, "staff": -1}
    assert set(answer.themes.values_list("source", flat=True)) == {CommentTheme.Source.HUMAN}


def test_the_sweep_reads_every_organisation(acme, other, survey, xena):
    mine = factories.response(survey, 9, comment="buen precio")
    theirs = factories.response(factories.survey(other, owner=xena), 9, comment="good prices")
    read_new_comments()
    assert themes(mine) == themes(theirs) == {"price": 1}
