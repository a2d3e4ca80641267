"""How the body of a request is read. What no machine could mean is refused before it costs anything."""

import math
import re
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser

_HALVES = re.compile("[\ud800-\udfff]")  # JSON may write them alone; no text in UTF-8 can


class BodyParser(JSONParser):
    """JSON as everywhere, nested as deeply as we ever ask for and no deeper than can be read."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value; 400 for what is no JSON, 422 with the place of what JSON can write and nobody can keep."""
        try:
            value = super().parse(stream, media_type=media_type, parser_context=parser_context)
            _check(value, "")
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        return value


def _check(value: Any, path: str) -> None:
    if isinstance(value, dict):
        for key, part in value.items():
            place = f"{path}.{key}" if path else key
            _check(key, place)
            _check(part, place)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            _check(part, f"{path}.{number}" if path else str(number))
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValidationError({path: [_("This number is too large.")]})
    elif isinstance(value, str) and not value.isascii() and _HALVES.search(value):
        raise ValidationError(
            {path: [_("There is half a sign in it, which cannot be kept: write it whole.")]}
        )
