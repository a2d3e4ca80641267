"""docs/WEBHOOKS.md and its Spanish twin show the bodies that are really sent."""

import json
import re

import pytest
from django.utils import timezone

from contacts.actions.suppress import suppress
from followup.actions.triage_response import triage_response
from integrations.actions.spread_events import spread_events
from integrations.forms.webhook import EVENT_LABELS
from integrations.models import WebhookEvent
from integrations.rules.webhook_events import EVENTS, TEST
from nps_app.lib import handbook
from responses.actions.record_answer import record_answer
from tests import factories


def sections(language):
    guide = handbook.source_of("WEBHOOKS", language)
    return dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", guide, re.DOTALL | re.MULTILINE))


def documented(event, language):
    text = next(text for heading, text in sections(language).items() if event in heading.split(", "))
    return json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL).group(1))


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_every_event_has_a_section_and_a_label(language):
    assert {event for heading in sections(language) for event in heading.split(", ")} == {*EVENTS, TEST}
    assert set(EVENT_LABELS) == {*EVENTS, TEST}


@pytest.fixture
def told(acme, olga, listen):
    listen(acme, "https://example.com/")
    ana = factories.contact(acme, name="Ana", email="ana@example.com")
    row = record_answer(
        invitation=factories.invitation(factories.survey(acme, olga), ana),
        score=2,
        language="es",
        now=timezone.now(),
    )
    triage_response(response_id=row.pk, now=timezone.now())
    suppress(
        organisation=acme,
        channel="email",
        address=ana.email,
        reason="unsubscribed",
        by="customer",
        now=timezone.now(),
    )
    spread_events(now=timezone.now())
    return {event.kind: event.body for event in WebhookEvent.objects.all()}


@pytest.mark.parametrize("kind", ["answer.counted", "case.opened", "contact.unsubscribed"])
def test_the_body_has_the_fields_that_are_shown(kind, told):
    body = told[kind]
    assert set(body) == {"id", "type", "timestamp", "organisation", "data"}
    for language in handbook.LANGUAGES:
        shown = documented(kind, language)
        assert set(body["data"]) == set(shown)
        for name, value in shown.items():
            if isinstance(value, dict) and name != "properties":
                assert set(body["data"][name]) == set(value)


@pytest.mark.parametrize(("language", "words"), [("en", "Check the signature"), ("es", "Comprueba la firma")])
def test_the_guide_is_a_page_for_everybody_in_their_language(client, db, language, words):
    page = client.get("/help/webhooks/", headers={"accept-language": language})
    assert page["Content-Language"] == language
    body = page.content.decode()
    assert f'<html lang="{language}"' in body
    assert 'id="signature"' in body
    assert words in body
    assert "WEBHOOKS.es.md" not in body


def test_both_languages_show_the_same_code_and_anchors():
    english, spanish = (handbook.source_of("WEBHOOKS", language) for language in ("en", "es"))
    assert handbook.ANCHOR.findall(english) == handbook.ANCHOR.findall(spanish)
    assert len(re.findall("^```", english, re.MULTILINE)) == len(re.findall("^```", spanish, re.MULTILINE))
