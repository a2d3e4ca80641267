"""What a mail says, from the three templates of one name."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string


def mail_parts(name: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """Subject, text and HTML of emails/<name>, in the active language, as the ledger keeps them."""
    base, context = f"emails/{name}", dict(fields)
    return {
        "subject": " ".join(render_to_string(f"{base}.subject.txt", context).split()),
        "text": render_to_string(f"{base}.txt", context),
        "html": render_to_string(f"{base}.html", context),
    }
