"""Connections to public addresses only.

The name is resolved once and that very address is connected to, so that a name that changes its mind in between
leads nowhere else.
"""

import ipaddress
import socket

from django.conf import settings


class NotPublic(OSError):
    """The host leads into a network nobody may be sent to."""


def connect(host: str, port: int, timeout: float) -> socket.socket:
    """A connection to a host in no network of our own, OUTGOING_NETWORKS excepted. Raises NotPublic."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0]
    if not _is_allowed(str(found)):
        raise NotPublic(f"{found} is a private address")
    return socket.create_connection((str(found), port), timeout)


def _is_allowed(text: str) -> bool:
    address = ipaddress.ip_address(text)
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    opened = (ipaddress.ip_network(network) for network in settings.OUTGOING_NETWORKS)
    return (address.is_global and not address.is_multicast) or any(address in network for network in opened)
