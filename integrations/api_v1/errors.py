"""What a program reads when something is wrong: always the same shape, with the fields named."""

from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler


def answer_errors(error: Exception, context: dict[str, Any]) -> Response | None:
    """{"error": {"code": ..., "message": ..., "fields": {...}}}; 422, or 400 for what is no JSON."""
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


def _fields(data: Any, path: str = "") -> dict[str, list[str]]:
    """{"properties": {"amount": ["..."]}} becomes {"properties.amount": ["..."]}."""
    if isinstance(data, list) and any(isinstance(entry, dict) for entry in data):
        data = dict(enumerate(data))  # of a list of things: by their places
    if not isinstance(data, dict):
        return {path: [str(text) for text in data]}
    found: dict[str, list[str]] = {}
    for key, value in data.items():
        found |= _fields(value, f"{path}.{key}" if path else str(key))
    return found
