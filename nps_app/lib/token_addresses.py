"""Addresses that differ in a token only, put together once."""

from functools import cache

from django.urls import reverse

_TOKEN = "0token0"  # noqa: S105 - stands where the token will


def token_address(name: str, token: str) -> str:
    """`reverse(name, args=[token])` in a fiftieth of the time."""
    return _pattern(name).replace(_TOKEN, token)


@cache
def _pattern(name: str) -> str:
    return reverse(name, args=[_TOKEN])
