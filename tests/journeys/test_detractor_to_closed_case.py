"""The whole way of an unhappy answer, with a real worker, timetable and mail server."""

import re
import time
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from followup.models import Case
from tests import factories

PATIENCE_SECONDS = 30  # a guard; `make bench` measures the five seconds


def wait_for(found, seconds=PATIENCE_SECONDS):
    stop_at = time.monotonic() + seconds
    while time.monotonic() < stop_at:
        if result := found():
            return result
        time.sleep(0.05)
    pytest.fail(f"not within {seconds} s")


@pytest.mark.slow
def test_an_unhappy_answer_opens_a_case_and_mails_its_owner(
    running_worker, smtp_sink, acme, olga, stan, client_of
):
    survey = factories.survey(acme, owner=stan)
    factories.cause(acme, "Late delivery")
    invitation = factories.invitation(survey, factories.contact(acme, name="Ana López"))

    answer = {"score": "2", "comment": "Cold food", "wants_contact": "on"}
    response = Client().post(reverse("surveys:answer", args=[invitation.token]), answer)
    assert response.status_code == 303

    case = wait_for(Case.objects.filter(owner=stan, closed_at=None).first)
    [mail] = smtp_sink.wait_for(1, PATIENCE_SECONDS)

    assert mail.recipients == [stan.email]
    assert "Cold food" in mail.text
    assert "Cold food" in mail.html
    link = re.search(r"http\S+/cases/\S+", mail.text).group()

    client = client_of(stan)
    assert "Ana López answered 2" in client.get(urlsplit(link).path).content.decode()
    closing = {
        "close-cause": "Late delivery",
        "close-remedy": "Reembolso",
        "close-outcome": "resolved",
        "close-note": "Sent a new one",
    }
    client.post(reverse("followup:case_close", args=["acme", case.pk]), closing)
    case.refresh_from_db()
    assert (case.is_open, case.closed_by) == (False, stan)
    assert len(smtp_sink.messages) == 1


@pytest.mark.slow
def test_without_the_nudge_the_timetable_finds_it_as_soon(running_worker, smtp_sink, acme, olga, stan):
    factories.response(factories.survey(acme, owner=stan), 0)
    [mail] = smtp_sink.wait_for(1, PATIENCE_SECONDS)
    assert mail.recipients == [stan.email]
