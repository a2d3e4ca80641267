"""docs/WEBHOOKS.md shows the bodies that are really sent."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from contacts.actions.suppress import suppress
from followup.actions.triage_response import triage_response
from integrations.actions.spread_events import spread_events
from integrations.forms.webhook import EVENT_LABELS
from integrations.models import WebhookEvent
from integrations.rules.webhook_events import EVENTS, TEST
from responses.actions.record_answer import record_answer
from tests import factories

GUIDE = (Path(settings.BASE_DIR) / "docs" / "WEBHOOKS.md").read_text()
SECTIONS = dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", GUIDE, re.DOTALL | re.MULTILINE))


def documented(event):
    text = next(text for heading, text in SECTIONS.items() if event in heading.split(", "))
    return json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL).group(1))


def test_every_event_has_a_section_and_a_label():
    assert {event for heading in SECTIONS for event in heading.split(", ")} == {*EVENTS, TEST}
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
    shown = documented(kind)
    assert set(body["data"]) == set(shown)
    for name, value in shown.items():
        if isinstance(value, dict) and name != "properties":
            assert set(body["data"][name]) == set(value)


def test_the_guide_is_a_page_for_everybody(client, db):
    page = client.get("/help/webhooks/", headers={"accept-language": "es"})
    assert page["Content-Language"] == "en"
    assert 'id="signature"' in page.content.decode()
