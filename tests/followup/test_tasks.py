import logging

from django.utils import timezone

from followup import tasks
from followup.models import Case
from followup.tasks import triage_answers
from responses.models import Response
from tests import factories


def test_the_sweep_leaves_nothing_undecided(acme, stan, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 3)
    survey = factories.survey(acme, owner=stan)
    for score in range(11):
        factories.response(survey, score)
    triage_answers()
    assert Case.objects.of(acme).count() == 7
    assert not Response.objects.untriaged().exists()


def test_one_bad_row_does_not_stop_the_rest(acme, stan, caplog):
    survey = factories.survey(acme, owner=stan)
    bad, good = factories.response(survey, 1), factories.response(survey, 2)
    # A zone that this server's tables do not know: the due date of the case cannot be computed.
    elsewhere = factories.organisation(name="Elsewhere", time_zone="Mars/Olympus")
    Response.objects.filter(pk=bad.pk).update(organisation=elsewhere)
    with caplog.at_level(logging.ERROR):
        triage_answers()
    assert [case.response for case in Case.objects.all()] == [good]
    assert f"answer {bad.pk} could not be triaged" in caplog.text
    assert Response.objects.untriaged().get() == bad


def test_mail_goes_out_at_once(acme, stan, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks, "nudge", woken.append)
    survey = factories.survey(acme, owner=stan)
    factories.response(survey, 9, at=timezone.now())
    triage_answers()
    assert woken == []
    factories.response(survey, 3, at=timezone.now())
    triage_answers()
    assert woken == [tasks.deliver_ready]
