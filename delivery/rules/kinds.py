"""Which messages go by which way."""

TO_CUSTOMERS = frozenset({"invitation", "reminder", "offer"})
# What goes to customers, also what a colleague writes, and the trial mail that shows how it arrives. Notices to
# staff and mails about accounts leave by the server's own settings: they must arrive when an organisation's
# transport is broken.
BY_OWN_TRANSPORT = TO_CUSTOMERS | {"test", "reply"}


def leaves_by_own_transport(kind: str, channel: str) -> bool:
    """Whether a message of this kind leaves by the organisation's own transport, where it has one."""
    return channel == "sms" or (channel == "email" and kind in BY_OWN_TRANSPORT)
