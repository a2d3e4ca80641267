"""One answer per invitation, changeable for some days, every version kept."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Event, Organisation
from contacts.models import Contact
from responses.actions.record_answer import AnswerRefused, record_answer
from responses.models import Response, Revision
from surveys.models import Invitation, Survey
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def invitation(acme, survey):
    ana = factories.contact(acme, name="Ana", properties={"branch": "Centro"})
    return factories.invitation(survey, ana)


def answer(invitation, score, now=NOW, **said):
    return record_answer(invitation=invitation, score=score, language="es", now=now, **said)


@pytest.mark.parametrize("score", range(11))
def test_every_score_is_stored_and_sorted(invitation, score):
    stored = answer(invitation, score)
    stored.refresh_from_db()
    assert (stored.score, stored.category) == (
        score,
        "detractor" if score <= 6 else "passive" if score <= 8 else "promoter",
    )


@pytest.mark.parametrize("score", [-1, 11, 7.5, True, "7", None])
def test_nothing_else_is_a_score(invitation, score):
    with pytest.raises((ValueError, TypeError)):
        answer(invitation, score)
    assert not Response.objects.exists()


def test_first_answer_snapshots_the_contact_and_marks_the_invitation(acme, invitation):
    stored = answer(invitation, 9, comment="bien", wants_contact=False)
    contact = Contact.objects.get()
    contact.properties = {"branch": "Norte"}
    contact.save()
    stored.refresh_from_db()
    assert stored.properties == {"branch": "Centro"}
    assert (stored.contact, stored.channel, stored.version) == (contact, "email", invitation.version)
    assert stored.wants_contact is None
    assert Invitation.objects.get().answered_at == NOW
    event = Event.objects.of(acme).get(verb="response.given")
    assert event.actor == "customer"
    assert "bien" not in str(event.data)


def test_change_keeps_the_earlier_version(invitation):
    first = answer(invitation, 9, comment="bien", wants_contact=True)
    Response.objects.update(triaged_at=NOW)
    later = answer(invitation, 3, comment="mal", now=NOW + timedelta(days=6))
    assert later.pk == first.pk
    later.refresh_from_db()
    assert (later.score, later.category, later.comment, later.wants_contact) == (3, "detractor", "mal", False)
    assert later.triaged_at is None
    assert later.answered_at == NOW
    revision = Revision.objects.get()
    assert (revision.score, revision.comment, revision.wants_contact) == (9, "bien", True)


def test_change_without_a_comment_keeps_the_comment(invitation):
    answer(invitation, 9, comment="bien")
    assert answer(invitation, 10).comment == "bien"


def test_change_among_promoters_is_not_news_for_followup(invitation):
    answer(invitation, 9)
    Response.objects.update(triaged_at=NOW)
    assert answer(invitation, 10).triaged_at == NOW


def test_same_form_twice_is_one_answer_without_revision(invitation):
    answer(invitation, 4, comment="lento")
    answer(invitation, 4, comment="lento", now=NOW + timedelta(seconds=1))
    assert Response.objects.count() == 1
    assert not Revision.objects.exists()


def test_change_after_the_window_is_refused(invitation):
    answer(invitation, 9)
    with pytest.raises(AnswerRefused, match="closed"):
        answer(invitation, 2, now=NOW + timedelta(days=7))
    assert Response.objects.get().score == 9


def test_expired_invitation_is_refused(invitation):
    with pytest.raises(AnswerRefused, match="expired"):
        answer(invitation, 9, now=invitation.expires_at)
    assert not Response.objects.exists()


def test_open_link_answers_are_anonymous_and_idempotent_by_key(survey):
    for _ in range(2):
        stored = record_answer(survey=survey, score=8, language="en", key="k" * 22, now=NOW)
    other = record_answer(survey=survey, score=8, language="en", now=NOW)
    assert Response.objects.count() == 2
    assert (stored.token, stored.contact, stored.properties, stored.channel) == ("k" * 22, None, {}, "link")
    changed = record_answer(response=other, score=2, language="en", now=NOW)
    assert (changed.pk, changed.category) == (other.pk, "detractor")


def test_key_of_another_survey_is_not_a_key(acme, survey, invitation):
    invited = answer(invitation, 9)
    other = factories.survey(acme)
    stored = record_answer(survey=other, score=1, language="en", key=invited.token, now=NOW)
    assert stored.token != invited.token
    assert list(Response.objects.order_by("pk").values_list("score", flat=True)) == [9, 1]


def test_sample_survey_records_nothing(acme):
    survey = factories.survey(acme, is_sample=True)
    with pytest.raises(AnswerRefused, match="sample"):
        answer(factories.invitation(survey, factories.contact(acme)), 9)
    with pytest.raises(AnswerRefused, match="sample"):
        record_answer(survey=survey, score=9, language="es", now=NOW)


def test_first_real_answer_ends_the_sample_data(acme, other, invitation):
    sample = factories.survey(acme, is_sample=True)
    person = factories.contact(acme, is_sample=True)
    old = factories.response(
        sample, 3, is_sample=True, contact=person, invitation=factories.invitation(sample, person)
    )
    factories.case(old)
    elsewhere = factories.survey(other, is_sample=True)
    Organisation.objects.update(has_sample_data=True)
    invitation = Invitation.objects.select_related("organisation").get(pk=invitation.pk)
    answer(invitation, 9)
    assert list(Survey.objects.values_list("pk", flat=True).order_by("pk")) == sorted(
        [invitation.survey_id, elsewhere.pk]
    )
    assert Response.objects.get().score == 9
    assert not Contact.objects.filter(is_sample=True).exists()
    assert not Organisation.objects.get(pk=acme.pk).has_sample_data
    assert Organisation.objects.get(pk=other.pk).has_sample_data


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("road", ["invitation", "open link"])
def test_parallel_posts_of_one_form_are_one_answer(survey, invitation, road):
    gate = threading.Barrier(8)
    errors = []

    def post():
        target = {"invitation": invitation} if road == "invitation" else {"survey": survey, "key": "k" * 22}
        try:
            gate.wait()
            record_answer(**target, score=5, comment="lento", language="es", now=NOW)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert Response.objects.count() == 1
    assert not Revision.objects.exists()
