"""The one statement stores what the model would, and only a plain first answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.models import Event, Organisation
from responses.actions.give_answer import Said, give_answer
from responses.models import Response
from surveys.models import Invitation, Survey
from tests import factories

NOW = timezone.now()
SAID = Said(3, "Tardó ñ %s", wants_contact=True, language="es", layout="email")


@pytest.fixture
def invitation(acme, olga):
    contact = factories.contact(acme, properties={"branch": "Centro", "visits": 3})
    return factories.invitation(factories.survey(acme, owner=olga), contact)


def give(row, said=SAID, now=NOW, **more):
    return give_answer(token=row.token, said=said, now=now, **more)


def test_every_column_is_what_the_model_would_store(invitation):
    given = give(invitation)
    stored = Response.objects.get()
    model = Response(
        organisation=invitation.organisation,
        survey=invitation.survey,
        version=invitation.version,
        invitation=invitation,
        contact=invitation.contact,
        score=3,
        comment="Tardó ñ %s",
        wants_contact=True,
        language="es",
        channel=invitation.channel,
        layout="email",
        properties=invitation.contact.properties,
        token=stored.token,
        answered_at=NOW,
        updated_at=NOW,
    )
    for field in Response._meta.concrete_fields:
        if field.name not in ("id", "category"):
            assert getattr(stored, field.attname) == getattr(model, field.attname), field.name
        assert getattr(given, field.attname) == getattr(stored, field.attname), field.name
    assert (stored.category, len(stored.token)) == ("detractor", 22)
    invitation.refresh_from_db()
    assert invitation.answered_at == NOW
    event = Event.objects.get(verb="response.given")
    assert (event.organisation_id, event.at, event.actor, event.subject, event.data) == (
        stored.organisation_id,
        NOW,
        "customer",
        f"response:{stored.pk}",
        {},
    )


def test_what_is_no_plain_first_answer_stores_nothing(invitation):
    assert give(invitation, now=invitation.expires_at) is None
    assert give_answer(token="nobody-has-this", said=SAID, now=NOW) is None
    for model, field in ((Survey, "is_sample"), (Organisation, "has_sample_data")):
        model.objects.update(**{field: True})
        assert give(invitation) is None
        model.objects.update(**{field: False})
    assert not Response.objects.exists()
    assert give(invitation, channel="sms").channel == "sms"
    assert give(invitation, now=NOW + timedelta(seconds=1)) is None  # answered
    assert Event.objects.filter(verb="response.given").count() == 1


def test_without_a_language_it_is_the_invitations_where_the_survey_speaks_it(invitation):
    said = Said(9)
    Invitation.objects.update(language="fr")
    assert give(invitation, said) is None
    Invitation.objects.update(language="en")
    assert give(invitation, said).language == "en"


def test_the_contact_may_be_gone(invitation):
    Invitation.objects.update(contact=None)
    give(invitation)
    stored = Response.objects.get()
    assert (stored.contact, stored.properties) == (None, {})


@pytest.mark.django_db(transaction=True)
def test_of_the_same_form_sent_eight_times_at_once_one_is_stored(invitation):
    def send(_number):
        try:
            return give(invitation)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(send, range(8)))
    assert sum(row is not None for row in given) == 1
    assert Response.objects.count() == 1
    connection.close()
