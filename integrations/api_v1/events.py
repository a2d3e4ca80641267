"""POST /api/v1/events: something a customer did. docs/API.md shows it to the people who call it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from contacts.actions.upsert_contact import ContactClash
from contacts.forms.problems import PROBLEMS
from contacts.models import CustomerEvent
from contacts.rules.customer_event import MAX_ID, NAME, OLDEST, BadEvent, clean_properties
from contacts.rules.matching import country_of
from contacts.rules.person import BadPerson, Person, clean_person
from integrations.actions.receive_event import receive_event
from integrations.api_v1.authentication import HasScope, KeyAuthentication, KeyThrottle, key_of
from integrations.forms.event_problems import EVENT_PROBLEMS
from integrations.rules.api_keys import Scope
from nps_app.lib.nudge import nudge
from surveys.actions.record_event import Recorded
from surveys.models import EventAsk
from surveys.tasks import ask_after_events

# Clocks differ a little; an event of next week is a mistake.
AHEAD = timedelta(hours=1)
PERSON = ("email", "phone", "name", "language", "time_zone")


class EventIn(serializers.Serializer):
    """The body of a request."""

    event = serializers.RegexField(
        rf"\A{NAME.pattern}\Z",
        error_messages={"invalid": _("Small letters, digits, “_”, “-” and “.”, beginning with a letter.")},
    )
    id = serializers.CharField(max_length=MAX_ID)
    occurred_at = serializers.DateTimeField(required=False)
    email = serializers.CharField(required=False, allow_blank=True, max_length=254)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=40)
    name = serializers.CharField(required=False, allow_blank=True, max_length=120)
    language = serializers.CharField(required=False, allow_blank=True, max_length=40)
    time_zone = serializers.CharField(required=False, allow_blank=True, max_length=60)
    properties = serializers.DictField(required=False)
    contact_properties = serializers.DictField(required=False, child=serializers.CharField(allow_blank=True))

    def validate_occurred_at(self, value: datetime) -> datetime:
        """Not in the future, and not before there were computers."""
        if value > timezone.now() + AHEAD:
            raise serializers.ValidationError(EVENT_PROBLEMS["future"])
        if value < OLDEST:
            raise serializers.ValidationError(EVENT_PROBLEMS["too_old"])
        return value

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        """The person and the properties by the same rules as everywhere else; nothing unknown passes silently."""
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown})
        try:
            data["person"] = clean_person(
                Person(
                    **{field: data.get(field, "") for field in PERSON},
                    properties=data.get("contact_properties", {}),
                ),
                country=self.context["country"],
            )
            data["properties"] = clean_properties(data["event"], data.get("properties", {}))
        except BadPerson as error:
            field = error.field.replace("property:", "contact_properties.") or "email"
            raise serializers.ValidationError({field: [PROBLEMS[error.code]]}) from error
        except BadEvent as error:
            raise serializers.ValidationError({error.field: [EVENT_PROBLEMS[error.code]]}) from error
        return data


class EventsView(APIView):
    """Take in one event. 201 for a new one, 200 for one that was told before."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]
    scope = Scope.EVENTS_WRITE

    def post(self, request: Request) -> Response:
        """Keep it, and say who will be asked because of it."""
        organisation, now = key_of(request).organisation, timezone.now()
        form = EventIn(data=request.data, context={"country": country_of(organisation.region)})
        form.is_valid(raise_exception=True)
        told = form.validated_data
        try:
            recorded = receive_event(
                organisation=organisation,
                person=told["person"],
                name=told["event"],
                external_id=told["id"],
                occurred_at=told.get("occurred_at", now),
                properties=told["properties"],
                source=CustomerEvent.Source.API,
                now=now,
            )
        except ContactClash as error:
            raise serializers.ValidationError({"email": [PROBLEMS["clash"]]}) from error
        if any(ask.due_at <= now for ask in recorded.asks if ask.state == EventAsk.State.WAITING):
            nudge(ask_after_events)
        return Response(_answer(recorded), status=201 if recorded.is_new else 200)


def _answer(recorded: Recorded) -> dict[str, Any]:
    event = recorded.event
    return {
        "event": event.name,
        "id": event.external_id,
        "occurred_at": event.occurred_at,
        "contact": event.contact_id,
        "repeated": not recorded.is_new,
        "asks": [
            {
                "trigger": ask.trigger_id,
                "survey": ask.trigger.survey.name,
                "due_at": ask.due_at,
                "state": ask.state,
                "reason": ask.reason,
            }
            for ask in recorded.asks
        ],
    }
