"""Unguessable public tokens: short enough for a mail or an SMS, stored in the database so that they can be revoked."""

import secrets


def mail_token() -> str:
    """128 random bits in 22 characters."""
    return secrets.token_urlsafe(16)


def short_token() -> str:
    """96 random bits in 16 characters, for SMS, print and QR."""
    return secrets.token_urlsafe(12)
