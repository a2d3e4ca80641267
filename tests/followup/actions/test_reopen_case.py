"""Opening again is shown together with closing, in test_close_case.py; here what a stale form meets."""

import pytest
from django.utils import timezone

from followup.actions.claim_case import CaseChanged
from followup.actions.close_case import close_case
from followup.actions.reopen_case import reopen_case
from followup.models import Case
from tests import factories

NOW = timezone.now()


def test_a_stale_form_does_not_open_what_was_closed_anew(acme, stan, mark):
    case = factories.case(factories.response(factories.survey(acme), 2), owner=stan)
    how = {"case": case, "cause": factories.cause(acme), "remedy": factories.remedy(acme), "note": "Done"}
    how |= {"outcome": Case.Outcome.PARTLY, "now": NOW}
    close_case(**how, by=stan)
    seen = case.events.latest("pk").pk
    reopen_case(case=case, by=stan, now=NOW)
    close_case(**how, by=stan)
    with pytest.raises(CaseChanged) as change:
        reopen_case(case=case, by=mark, now=NOW, seen=seen)
    assert [event.kind for event in change.value.events] == ["reopened", "closed"]
