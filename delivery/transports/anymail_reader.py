from collections.abc import Mapping
from importlib import import_module
from typing import Any

from anymail.webhooks.base import AnymailBaseWebhookView


def anymail_reader(backend: str, name: str, settings: Mapping[str, Any]) -> AnymailBaseWebhookView:
    """One of Anymail's readers of what providers post, by its module and name, with what it wants to know."""
    reader: AnymailBaseWebhookView = getattr(import_module(f"anymail.webhooks.{backend}"), name)(**settings)
    return reader
