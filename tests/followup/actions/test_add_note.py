from django.utils import timezone

from accounts.models import Event
from followup.actions.add_note import add_note
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
