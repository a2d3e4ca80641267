"""What a program reads when something is wrong: always the same shape, with the fields named."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

# Of the name of a field that somebody made up, so much is told back.
MOST_OF_A_NAME = 80


def answer_errors(error: Exception, context: dict[str, Any]) -> Response | None:
    """{"error": {"code": ..., "message": ..., "fields": {...}}}; 422, 400 for no JSON, 413 for too much of it."""
    if isinstance(error, RequestDataTooBig):
        return _too_large()
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        return response
    if isinstance(error, ValidationError):
        response.status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
        fields = _fields(response.data)
        message = "; ".join(f"{name}: {texts[0]}" for name, texts in fields.items())
        response.data = {"error": {"code": "invalid", "message": message, "fields": fields}}
        return response
    codes = error.get_codes()
    code = codes if isinstance(codes, str) else "refused"
    response.data = {"error": {"code": code, "message": str(error.detail)}}
    return response


def _too_large() -> Response:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    message = _("This is too large: send at most %(most)s KB at once.") % {"most": most}
    return Response(
        {"error": {"code": "too_large", "message": message}}, status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    )


def _fields(data: Any, path: str = "") -> dict[str, list[str]]:
    """{"properties": {"amount": ["..."]}} becomes {"properties.amount": ["..."]}."""
    if isinstance(data, list) and any(isinstance(entry, dict) for entry in data):
        data = dict(enumerate(data))  # of a list of things: by their places
    if not isinstance(data, dict):
        return {path: [str(text) for text in data]}
    found: dict[str, list[str]] = {}
    for key, value in data.items():
        # Half a sign, which JSON can write and nothing can send.
        name = str(key)[:MOST_OF_A_NAME].encode("utf-8", "replace").decode()
        found |= _fields(value, f"{path}.{name}" if path else name)
    return found
