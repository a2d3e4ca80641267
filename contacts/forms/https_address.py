"""An address of the web that customers are led to."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 500


class HttpsField(forms.URLField):
    """Takes https alone, and says so: whoever types http:// reads what is missing, once."""

    default_validators = [URLValidator(schemes=["https"])]

    def __init__(self, **kwargs: Any) -> None:
        words = {"invalid": _("Write an address that begins with https://")} | kwargs.pop(
            "error_messages", {}
        )
        super().__init__(max_length=LONGEST, assume_scheme="https", error_messages=words, **kwargs)
