"""Amazon's notifications ask first whether somebody is there: an address of theirs has to be opened."""

import json
import logging
import re

import requests

logger = logging.getLogger(__name__)
WAIT = 10
# Only Amazon's own: anybody else's address would be opened from here.
AMAZONS = re.compile(r"https://sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/")


def subscription_to_confirm(body: bytes) -> str:
    """The address to open, if this is such a question; empty otherwise."""
    asked = json.loads(body)
    url = str(asked.get("SubscribeURL", "")) if asked.get("Type") == "SubscriptionConfirmation" else ""
    return url if AMAZONS.match(url) else ""


def confirm_subscription(url: str) -> None:
    """Say yes. A failure is logged; Amazon asks again when its owner presses the button there."""
    try:
        requests.get(url, timeout=WAIT, allow_redirects=False).raise_for_status()
    except requests.RequestException:
        logger.warning("Amazon's notifications could not be confirmed", exc_info=True)
