from contacts.models.contact import Contact
from contacts.models.customer_event import CustomerEvent
from contacts.models.product import Product
from contacts.models.purchase import Purchase
from contacts.models.segment import Segment
from contacts.models.standing import Standing
from contacts.models.suppression import Suppression

__all__ = ["Contact", "CustomerEvent", "Product", "Purchase", "Segment", "Standing", "Suppression"]
