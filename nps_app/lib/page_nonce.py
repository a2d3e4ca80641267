"""What a public page was given when it was opened, and hands back when its script tells something."""

from django.core.signing import BadSignature, TimestampSigner


def make_nonce(token: str) -> str:
    """A signed moment, good for the page of this token only."""
    return _signer().sign(token)[len(token) + 1 :]


def nonce_holds(token: str, nonce: str, *, seconds: int) -> bool:
    """Whether we gave this nonce to a page of this token within so many seconds."""
    try:
        _signer().unsign(f"{token}:{nonce}", max_age=seconds)
    except BadSignature:  # one that is too old is one
        return False
    return True


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="public page")
