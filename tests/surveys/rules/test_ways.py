import pytest

from contacts.rules.matching import takes_sms
from surveys.rules.ways import Reach, choose_way

BOTH = {"email": "a@example.com", "phone": "+573001234567", "sms_consent": "yes"}


@pytest.mark.parametrize(
    ("offer", "person", "way", "reason"),
    [
        ("email", {}, "email", None),
        ("email", {"preferred": "sms"}, "email", None),
        ("email", {"email": ""}, "email", "no_email"),
        ("email", {"email_consent": "no"}, "email", "no_email_consent"),
        ("email", {"email_closed": "bounced"}, "email", "bounced"),
        ("email", {"phone_closed": "unsubscribed"}, "email", None),
        ("sms", {}, "sms", None),
        ("sms", {"phone": ""}, "sms", "no_phone"),
        ("sms", {"sms_consent": ""}, "sms", "no_sms_consent"),
        ("sms", {"sms_consent": "no"}, "sms", "no_sms_consent"),
        ("sms", {"takes_sms": False}, "sms", "landline"),
        ("sms", {"phone_closed": "unsubscribed"}, "sms", "unsubscribed"),
        ("best", {}, "email", None),
        ("best", {"preferred": "sms"}, "sms", None),
        ("best", {"preferred": "sms", "sms_consent": ""}, "email", None),
        ("best", {"email": ""}, "sms", None),  # no e-mail but a telephone with consent
        ("best", {"email_consent": "no"}, "sms", None),
        ("best", {"email_closed": "bounced"}, "sms", None),
        ("best", {"email": "", "sms_consent": ""}, "sms", "no_sms_consent"),
        ("best", {"email": "", "takes_sms": False}, "sms", "landline"),
        ("best", {"phone": "", "email_closed": "bounced"}, "email", "bounced"),
        ("best", {"email_closed": "complained", "phone_closed": "unsubscribed"}, "email", "complained"),
    ],
)
def test_way(offer, person, way, reason):
    assert choose_way(Reach(**BOTH | person), offer) == (way, reason)


@pytest.mark.parametrize(
    ("phone", "takes"),
    [
        ("+573001234567", True),
        ("+576012345678", False),  # Bogota, landline
        ("+525512345678", True),
        ("+14155552671", True),  # nobody can tell in the USA
        ("+34612345678", True),
        ("+34911234567", False),
        ("rubbish", False),
    ],
)
def test_a_landline_takes_no_sms(phone, takes):
    assert takes_sms(phone) is takes
