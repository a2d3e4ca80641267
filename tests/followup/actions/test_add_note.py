from django.utils import timezone

from accounts.models import Event
from delivery.models import OutboundMessage
from followup.actions.add_note import add_note
from followup.models import Mention
from followup.rules.states import State
from tests import factories

NOW = timezone.now()


def test_a_note_is_a_line_of_the_history(acme, stan):
    case = factories.case(factories.response(factories.survey(acme), 2))
    event = add_note(case=case, text="Called, no answer", by=stan, now=NOW)
    assert (event.text, event.by, event.at) == ("Called, no answer", stan, NOW)
    journal = Event.objects.of(acme).get()
    assert (journal.verb, journal.actor, journal.data) == ("case.note", f"user:{stan.pk}", {})


def test_the_same_form_sent_twice_is_one_note(acme, stan, mark):
    case = factories.case(factories.response(factories.survey(acme), 2))
    first = add_note(case=case, text="Called", by=stan, now=NOW, seen=0)
    assert add_note(case=case, text="Called", by=stan, now=NOW, seen=0) == first
    assert add_note(case=case, text="Called", by=mark, now=NOW, seen=0) != first
    assert add_note(case=case, text="Called", by=stan, now=NOW, seen=first.pk) != first


def test_colleagues_named_with_an_at_are_told(acme, olga, mark, stan, vera, xena):
    case = factories.case(factories.response(factories.survey(acme), 2), stan)
    note = add_note(case=case, text="@Mark @Vera @Xena @Stan: what now?", by=stan, now=timezone.now())
    # Vera may not see cases, Xena is of another organisation, Stan wrote it.
    assert [mention.user for mention in Mention.objects.filter(event=note)] == [mark]
    message = OutboundMessage.objects.get()
    assert message.recipient == mark.email
    assert "what now?" in message.payload["text"]


def test_who_writes_has_seen_what_they_were_mentioned_for(acme, mark, stan):
    case = factories.case(factories.response(factories.survey(acme), 2), stan)
    add_note(case=case, text="@Mark?", by=stan, now=timezone.now())
    add_note(case=case, text="Done", by=mark, now=timezone.now())
    assert not Mention.objects.filter(settled_at=None).exists()


def test_the_first_note_begins_the_work(acme, stan):
    case = factories.case(factories.response(factories.survey(acme), 2), stan)
    now = timezone.now()
    assert case.state(now) is State.NEW
    add_note(case=case, text="Looking", by=stan, now=now)
    case.refresh_from_db()
    assert case.state(now) is State.IN_PROGRESS
