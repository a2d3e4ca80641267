from contacts.models.contact import Contact
from contacts.models.segment import Segment
from contacts.models.suppression import Suppression

__all__ = ["Contact", "Segment", "Suppression"]
