import logging

from django.utils import timezone

from delivery.models import ReplyAddress
from delivery.tasks import deliver_ready
from followup import tasks
from followup.models import Case, CaseEvent
from followup.tasks import read_replies, triage_answers
from responses.models import Response
from tests import factories
from tests.delivery.mailbox_server import MailboxServer


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


def test_mailboxes_are_read_and_one_that_is_shut_keeps_nobody_waiting(acme, other, stan, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks, "nudge", woken.append)
    factories.case(
        factories.response(
            factories.survey(acme), 2, contact=factories.contact(acme, email="ana@example.com")
        ),
        stan,
    )
    with MailboxServer([]) as server:
        options = {"host": "127.0.0.1", "security": "none", "user": "me"}
        given = {"way": "mailbox", "check_sent_at": timezone.now(), "mark": str(server.mark)}
        for organisation, port in ((other, 1), (acme, server.port)):
            factories.reply_address(
                organisation, options=options | {"port": port}, secrets={"password": "p@ss"}, **given
            )
        server.mails.append(b"From: ana@example.com\nMessage-ID: <a@b.example>\n\nHola\n")
        read_replies()
        read_replies()
    assert CaseEvent.objects.get(kind="wrote").text == "Hola"
    assert woken == [deliver_ready]
    assert ReplyAddress.objects.of(other).get().problem == "no_connection"
