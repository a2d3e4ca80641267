"""Vectors of comments, where an organisation compares comments by their meaning."""

from collections.abc import Collection

from accounts.models import Organisation
from nps_app.lib import embedding
from responses.models import CommentVector, ThemeSettings


def is_by_meaning(settings: ThemeSettings) -> bool:
    """Whether the server can, and the organisation wants it."""
    return settings.by_meaning and embedding.is_on()


def vectors_of(organisation: Organisation, answers: Collection[int]) -> dict[int, bytes]:
    """Of these answers, as far as there are any."""
    rows = CommentVector.objects.of(organisation).filter(response__in=answers)
    return {pk: bytes(vector) for pk, vector in rows.values_list("response_id", "vector")}
