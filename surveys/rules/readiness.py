"""What must be there before a survey may be sent to anybody."""

from enum import StrEnum


class Missing(StrEnum):
    SAMPLE = "sample"  # a sample survey is for looking at
    PUBLICATION = "publication"
    DETRACTOR_OWNER = "detractor_owner"  # nobody would look after an unhappy customer
    SENDER_NAME = "sender_name"
    SMS_PROVIDER = "sms_provider"
    POSTAL_ADDRESS = "postal_address"  # the law wants to know who writes


def missing_for_launch(
    *,
    is_sample: bool,
    is_published: bool,
    has_owner: bool,
    sender_name: str,
    postal_address: str,
    has_way_out: bool = True,
) -> list[Missing]:
    """Everything that is missing, in the order in which one would put it right."""
    faults = {
        Missing.SAMPLE: is_sample,
        Missing.PUBLICATION: not is_published,
        Missing.DETRACTOR_OWNER: not has_owner,
        Missing.SENDER_NAME: not sender_name.strip(),
        Missing.POSTAL_ADDRESS: not postal_address.strip(),
        Missing.SMS_PROVIDER: not has_way_out,
    }
    return [fault for fault, present in faults.items() if present]
