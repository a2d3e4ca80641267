import threading

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.utils import timezone

from accounts.models import Membership, Organisation
from accounts.permissions import Role
from delivery.models import OutboundMessage
from followup.actions.triage_response import triage_response
from followup.models import Case, CaseEvent, Cause
from responses.actions.record_answer import record_answer
from responses.models import Response
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(acme, olga, stan):
    return factories.survey(acme, owner=stan)


def triage(response, now=NOW):
    opened = triage_response(response_id=response.pk, now=now)
    response.refresh_from_db()
    return opened


@pytest.mark.parametrize("score", range(11))
def test_only_unhappy_answers_open_a_case(survey, score):
    response = factories.response(survey, score)
    assert (triage(response) is not None) is (score <= 6)
    assert response.triaged_at == NOW


def test_whoever_asked_to_be_contacted_gets_a_case(survey):
    assert triage(factories.response(survey, 10, wants_contact=True))


def test_the_case_belongs_to_the_surveys_owner_and_is_due_in_working_days(survey, stan):
    case = triage(factories.response(survey, 2))
    assert (case.owner, case.score, case.is_open) == (stan, 2, True)
    assert case.due_at > NOW
    assert [event.kind for event in case.events.all()] == [CaseEvent.Kind.OPENED]


def test_its_owner_gets_a_mail_with_all_that_is_needed(acme, survey, stan, settings):
    ana = factories.contact(acme, name="Ana López", email="ana@example.com", phone="+573001234567")
    response = factories.response(survey, 3, contact=ana, comment="Llegó <tarde> & frío", wants_contact=True)
    case = triage(response)
    mail = OutboundMessage.objects.get()
    assert (mail.kind, mail.policy, mail.recipient) == ("staff", "resend", stan.email)
    assert mail.payload["subject"] == "Ana López answered 3: a case is waiting for you"
    for part in ("ana@example.com", "+573001234567", f"{settings.SITE_URL}/o/acme/cases/{case.pk}/"):
        assert part in mail.payload["text"]
        assert part in mail.payload["html"]
    assert "Llegó <tarde> & frío" in mail.payload["text"]
    assert "Llegó &lt;tarde&gt; &amp; frío" in mail.payload["html"]
    assert "Asked to be contacted" in mail.payload["text"]


def test_the_mail_speaks_the_owners_language(survey, stan):
    stan.language = "es"
    stan.save()
    triage(factories.response(survey, 0))
    mail = OutboundMessage.objects.get()
    assert mail.payload["subject"] == "Un cliente respondió 0: te espera un caso"
    assert "La respuesta es anónima" in mail.payload["text"]


@pytest.mark.parametrize("gone", ["left", "viewer", "inactive", "none"])
def test_without_the_surveys_owner_an_owner_of_the_organisation_gets_it(survey, olga, stan, gone):
    if gone == "left":
        Membership.objects.filter(user=stan).delete()
    elif gone == "viewer":
        Membership.objects.filter(user=stan).update(role=Role.VIEWER)
    elif gone == "inactive":
        stan.is_active = False
        stan.save()
    else:
        survey.detractor_owner = None
        survey.save()
    assert triage(factories.response(survey, 1)).owner == olga
    assert OutboundMessage.objects.get().recipient == olga.email


def test_without_anybody_the_case_is_nobodys(survey):
    Membership.objects.all().delete()
    assert triage(factories.response(survey, 1)).owner is None
    assert not OutboundMessage.objects.exists()


def test_samples_are_left_alone(survey):
    response = factories.response(survey, 0, is_sample=True)
    assert triage(response) is None
    assert not Case.objects.exists()
    assert not OutboundMessage.objects.exists()


def test_a_second_time_does_nothing(survey):
    response = factories.response(survey, 0)
    assert triage(response)
    assert triage(response) is None
    assert Case.objects.count() == OutboundMessage.objects.count() == 1


def test_a_changed_answer_is_a_line_in_the_history_not_a_second_case(acme, survey):
    invitation = factories.invitation(survey, factories.contact(acme))
    said = {"invitation": invitation, "language": "es"}
    response = record_answer(**said, score=3, now=NOW)
    case = triage(response)
    record_answer(**said, score=9, comment="They called me", now=NOW)
    assert triage(response) is None
    changed = case.events.get(kind=CaseEvent.Kind.ANSWER_CHANGED)
    assert changed.data == {"from": 3, "to": 9}
    assert Case.objects.count() == OutboundMessage.objects.count() == 1


def test_a_happy_answer_that_turns_unhappy_opens_a_case(acme, survey):
    invitation = factories.invitation(survey, factories.contact(acme))
    said = {"invitation": invitation, "language": "es"}
    assert triage(record_answer(**said, score=9, now=NOW)) is None
    assert triage(record_answer(**said, score=2, now=NOW))


def test_the_first_case_brings_the_causes_in_the_organisations_language(acme, survey):
    triage(factories.response(survey, 1))
    triage(factories.response(survey, 1))
    names = set(Cause.objects.of(acme).values_list("name", flat=True))
    assert len(names) == 7
    assert "Precio" in names


def test_a_case_without_its_mail_is_not_kept(survey, monkeypatch):
    def fail(**_):
        raise ObjectDoesNotExist

    response = factories.response(survey, 1)
    monkeypatch.setattr("delivery.actions.mail_staff.enqueue", fail)
    with pytest.raises(ObjectDoesNotExist):
        triage_response(response_id=response.pk, now=NOW)
    assert not Case.objects.exists()
    assert Response.objects.untriaged().get() == response


@pytest.mark.django_db(transaction=True)
def test_two_workers_open_one_case():
    acme = Organisation.objects.create(name="Acme", slug="acme")
    stan = factories.member(acme, "stan", Role.STAFF)
    response = factories.response(factories.survey(acme, owner=stan), 1)
    failures = []

    def work():
        try:
            triage_response(response_id=response.pk, now=NOW)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Case.objects.count() == OutboundMessage.objects.count() == 1
