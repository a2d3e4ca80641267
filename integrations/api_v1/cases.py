"""/api/v1/cases: read cases, note something in them, close them. docs/API.md shows it to the people who call it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from followup.actions.add_note import add_note
from followup.actions.close_case import AlreadyClosed, close_case
from followup.actions.create_default_choices import create_default_choices
from followup.forms.case import NOTE_LENGTH
from followup.models import Case, Cause, Remedy
from followup.models.choice import Choice
from followup.queries.case_workers import case_workers
from integrations.api_v1.authentication import HasScope, KeyAuthentication, KeyThrottle, key_of
from integrations.models import ApiKey
from integrations.queries.case_body import CLOSED, OPEN, case_history, case_row, readable_cases
from integrations.rules.api_keys import Scope

PAGE = 100


class Closed(APIException):
    """409: somebody was faster."""

    status_code = 409
    default_detail = _("This case is closed already.")
    default_code = "closed"


class CasesView(APIView):
    """The list, newest first."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]
    scope = Scope.CASES_READ

    def get(self, request: Request) -> Response:
        """Up to 100; `before` goes on from the last one."""
        form = ListIn(data=request.query_params)
        form.is_valid(raise_exception=True)
        cases = readable_cases(key_of(request).organisation)
        state, before = form.validated_data.get("state"), form.validated_data.get("before")
        if state == OPEN:
            cases = cases.open()
        elif state == CLOSED:
            cases = cases.exclude(closed_at=None)
        if before:
            cases = cases.filter(pk__lt=before)
        found = list(cases.order_by("-pk")[: PAGE + 1])
        rows, now = found[:PAGE], timezone.now()
        following = rows[-1].pk if len(found) > PAGE else None
        return Response({"cases": [case_row(case, now) for case in rows], "before": following})


class CaseView(APIView):
    """One case with its history."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]
    scope = Scope.CASES_READ

    def get(self, request: Request, case_id: int) -> Response:
        """All that a colleague sees of it, but for the customer's other doings."""
        return Response(_whole(_case(request, case_id)))


class NotesView(APIView):
    """A note for the team."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]
    scope = Scope.CASES_WRITE

    def post(self, request: Request, case_id: int) -> Response:
        """Add it, open or closed as the case may be."""
        case = _case(request, case_id)
        form = NoteIn(data=request.data, context={"key": key_of(request)})
        form.is_valid(raise_exception=True)
        told = form.validated_data
        add_note(case=case, text=told["text"], by=told["by"], now=timezone.now())
        return Response(_whole(case), status=201)


class CloseView(APIView):
    """Closing takes all four: cause, action, outcome, note."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]
    scope = Scope.CASES_WRITE

    def post(self, request: Request, case_id: int) -> Response:
        """Close it; 409 if it is closed already."""
        case = _case(request, case_id)
        lists = {
            "cause": create_default_choices(organisation=case.organisation, kind=Cause),
            "action": create_default_choices(organisation=case.organisation, kind=Remedy),
        }
        form = CloseIn(data=request.data, context={"key": key_of(request), "lists": lists})
        form.is_valid(raise_exception=True)
        told = form.validated_data
        try:
            close_case(
                case=case,
                cause=told["cause"],
                remedy=told["action"],
                outcome=Case.Outcome(told["outcome"]),
                note=told["note"],
                by=told["by"],
                now=timezone.now(),
            )
        except AlreadyClosed:
            raise Closed from None
        return Response(_whole(_case(request, case_id)))


class ListIn(serializers.Serializer):
    """What the list is asked for."""

    state = serializers.ChoiceField(choices=[OPEN, CLOSED], required=False)
    before = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class DeedIn(serializers.Serializer):
    """The body of whatever changes a case: in whose name it is done."""

    by = serializers.EmailField(required=False, allow_blank=True)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        """The colleague; nothing unknown passes silently."""
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown})
        data["by"] = _colleague(self.context["key"], data.get("by", ""))
        return data


class NoteIn(DeedIn):
    """A note."""

    text = serializers.CharField(max_length=NOTE_LENGTH)


class CloseIn(DeedIn):
    """What a case is closed with."""

    cause = serializers.CharField(max_length=200)
    action = serializers.CharField(max_length=200)
    outcome = serializers.ChoiceField(choices=Case.Outcome.values)
    note = serializers.CharField(max_length=NOTE_LENGTH)

    def validate_cause(self, value: str) -> Choice:
        """One of the list."""
        return self._chosen("cause", value)

    def validate_action(self, value: str) -> Choice:
        """One of the list."""
        return self._chosen("action", value)

    def _chosen(self, name: str, value: str) -> Choice:
        choices: dict[str, Choice] = {choice.name: choice for choice in self.context["lists"][name]}
        if value not in choices:
            words = _("Not on the list. Choose one of: %(names)s.") % {"names": ", ".join(choices)}
            raise serializers.ValidationError(words)
        return choices[value]


def _case(request: Request, case_id: int) -> Case:
    case: Case | None = readable_cases(key_of(request).organisation).filter(pk=case_id).first()
    if case is None:
        raise NotFound(_("There is no such case."))
    return case


def _colleague(key: ApiKey, email: str) -> User:
    """Who does it: the one named, else whoever made the key. They must be allowed to work on cases."""
    wanted = email or (key.created_by.email if key.created_by else "")
    for user in case_workers(key.organisation):
        if user.email.lower() == wanted.lower():
            return user
    words = _("Name a colleague who works on cases, by e-mail address.")
    raise serializers.ValidationError({"by": [words]})


def _whole(case: Case) -> dict[str, Any]:
    return case_row(case, timezone.now()) | {"history": case_history(case)}
