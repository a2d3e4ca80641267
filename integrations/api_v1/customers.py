"""GET /api/v1/customers/<number>: what a seller sees of a customer, for a CRM. docs/API.md shows it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from contacts.models import Contact
from integrations.api_v1.authentication import HasScope, KeyAuthentication, KeyThrottle, key_of
from integrations.queries.card_body import card_body
from integrations.rules.api_keys import Scope
from reports.queries.sales_card import sales_card
from reports.templatetags.purchase_words import point_words


class CustomerView(APIView):
    """The card of one customer, by the shop's own number."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]
    scope = Scope.CUSTOMERS_READ

    def get(self, request: Request, number: str) -> Response:
        """Somebody who never answered and never bought has a card of which little is known."""
        contacts = Contact.objects.of(key_of(request).organisation).filter(is_sample=False)
        contact = contacts.filter(external_id=number).select_related("organisation").first()
        if contact is None:
            raise NotFound(_("No contact has this customer number."))
        card = sales_card(contact)
        points: list[dict[str, Any]] = [
            {"code": str(point), "text": point_words(point)} for point in (card.points if card else [])
        ]
        return Response(card_body(contact, card) | {"talking_points": points})
