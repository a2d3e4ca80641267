"""POST /api/v1/purchases: what customers bought, one or a list. docs/API.md shows it to the people who call it."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from contacts.rules.matching import country_of
from contacts.rules.purchase import (
    MAX_CATEGORY,
    MAX_ID,
    MAX_PRODUCT,
    BadPurchase,
    Bought,
    Raw,
    clean_purchase,
)
from integrations.actions.receive_purchases import receive_purchases
from integrations.api_v1.authentication import HasScope, KeyAuthentication, KeyThrottle, key_of
from integrations.forms.purchase_file import PURCHASE_PROBLEMS
from integrations.rules.api_keys import Scope
from nps_app.lib.nudge import nudge
from surveys.tasks import ask_after_events

MOST = 1000


def _amount() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=18, decimal_places=6, required=False, allow_null=True)


def _text(most: int) -> serializers.CharField:
    return serializers.CharField(required=False, allow_blank=True, max_length=most)


class PurchaseIn(serializers.Serializer):
    """One purchase in the body of a request."""

    id = serializers.CharField(max_length=MAX_ID)
    line = _text(MAX_ID)
    bought_at = serializers.DateTimeField(required=False)
    email = _text(254)
    phone = _text(40)
    customer_id = _text(MAX_ID)
    amount = _amount()
    currency = _text(3)
    refunded = _amount()
    state = _text(40)
    product = _text(MAX_PRODUCT)
    category = _text(MAX_CATEGORY)

    def to_internal_value(self, data: Any) -> Bought:
        """Clean by the same rules as a file; nothing unknown passes silently."""
        if isinstance(data, dict) and (unknown := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown})
        raw = Raw(**super().to_internal_value(data))
        now: datetime = self.context["now"]
        try:
            return clean_purchase(
                raw, country=self.context["country"], currency=self.context["currency"], now=now
            )
        except BadPurchase as error:
            field = error.field or "email"
            raise serializers.ValidationError({field: [PURCHASE_PROBLEMS[error.code]]}) from error


class PurchasesView(APIView):
    """Take in purchases, all of them or none. 201 when one is new, else 200."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]
    scope = Scope.EVENTS_WRITE

    def post(self, request: Request) -> Response:
        """Keep them, and say what became of them."""
        organisation, now = key_of(request).organisation, timezone.now()
        context = {
            "country": country_of(organisation.region),
            "currency": organisation.reporting_currency,
            "now": now,
        }
        is_list = isinstance(request.data, list)
        form = (
            serializers.ListSerializer(
                data=request.data, child=PurchaseIn(), context=context, max_length=MOST, allow_empty=False
            )
            if is_list
            else PurchaseIn(data=request.data, context=context)
        )
        form.is_valid(raise_exception=True)
        bought = form.validated_data if is_list else [form.validated_data]
        stored = receive_purchases(organisation=organisation, purchases=bought, now=now)
        if stored.new:
            nudge(ask_after_events)
        counts = {
            name: getattr(stored, name)
            for name in ("created", "updated", "unchanged", "duplicates", "unmatched")
        }
        return Response(counts, status=201 if stored.new else 200)
