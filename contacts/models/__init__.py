from contacts.models.contact import Contact
from contacts.models.customer_event import CustomerEvent
from contacts.models.segment import Segment
from contacts.models.suppression import Suppression

__all__ = ["Contact", "CustomerEvent", "Segment", "Suppression"]
