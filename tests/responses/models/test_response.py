"""What a bug might write, the database refuses."""

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction

from tests import factories

INSERT = """
    INSERT INTO responses_response (organisation_id, survey_id, version_id, score, comment, language, channel,
        layout, properties, token, answered_at, updated_at, is_sample{column})
    SELECT organisation_id, survey_id, version_id, {score}, '', 'es', 'email', 'page', '{{}}',
        'raw-' || random(), now(), now(), false{value} FROM responses_response LIMIT 1 RETURNING category"""


@pytest.fixture
def answer(acme):
    return factories.response(factories.survey(acme), 9)


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


@pytest.mark.parametrize("score", range(11))
def test_category_is_made_by_the_database(answer, score):
    category = "detractor" if score <= 6 else "passive" if score <= 8 else "promoter"
    assert run(INSERT.format(score=score, column="", value="")) == (category,)


@pytest.mark.parametrize("score", ["11", "-1", "NULL"])
def test_score_outside_the_scale_is_refused(answer, score):
    with pytest.raises(IntegrityError):
        run(INSERT.format(score=score, column="", value=""))


def test_text_is_no_score(answer):
    with pytest.raises(DataError):
        run(INSERT.format(score="'seven'::text::smallint", column="", value=""))


def test_category_cannot_be_written_by_hand(answer):
    with pytest.raises((ProgrammingError, IntegrityError, DataError, Exception), match="category"):
        run(INSERT.format(score=2, column=", category", value=", 'promoter'"))


def test_one_invitation_has_one_answer(acme, answer):
    invitation = factories.invitation(answer.survey, factories.contact(acme))
    factories.response(answer.survey, 5, invitation=invitation)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.response(answer.survey, 6, invitation=invitation)
