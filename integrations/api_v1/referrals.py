"""POST /api/v1/referrals/<code>/conversions: a friend became a customer. docs/API.md shows it to whoever calls it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from integrations.api_v1.authentication import HasScope, KeyAuthentication, KeyThrottle, key_of
from integrations.rules.api_keys import Scope
from surveys.actions.earn_customer import UnknownCode, earn_customer


class ConversionIn(serializers.Serializer):
    """The body of a request."""

    customer = serializers.CharField(max_length=100)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing unknown passes silently."""
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown})
        return data


class ConversionsView(APIView):
    """Count one customer for a link. 201 for a new one, 200 for one that was told before."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]
    scope = Scope.EVENTS_WRITE

    def post(self, request: Request, code: str) -> Response:
        """Each customer counts once, for the link that was named first."""
        form = ConversionIn(data=request.data)
        form.is_valid(raise_exception=True)
        customer = form.validated_data["customer"]
        try:
            _earned, is_new = earn_customer(
                organisation=key_of(request).organisation,
                code=code,
                customer=f"shop:{customer}",
                now=timezone.now(),
            )
        except UnknownCode as error:
            raise NotFound(_("No referral link has this code.")) from error
        body = {"code": code, "customer": customer, "repeated": not is_new}
        return Response(body, status=201 if is_new else 200)
