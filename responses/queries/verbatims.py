"""What customers wrote, newest first."""

from dataclasses import dataclass
from datetime import datetime

from responses.queries.slice import Slice


@dataclass(frozen=True)
class Verbatim:
    response_id: int
    score: int
    category: str
    comment: str
    contact_name: str  # empty: anonymous, or erased since
    language: str
    survey_name: str
    answered_at: datetime
    is_sample: bool


def latest_comments(slice_: Slice, *, limit: int = 8) -> list[Verbatim]:
    """The latest answers of the slice with a comment that nobody hid from quotes."""
    rows = (
        slice_.responses()
        .quotable()
        .select_related("contact", "survey")
        .order_by("-answered_at", "-pk")[:limit]
    )
    return [
        Verbatim(
            response_id=row.pk,
            score=row.score,
            category=row.category,
            comment=row.comment,
            contact_name=str(row.contact) if row.contact else "",
            language=row.language,
            survey_name=row.survey.name,
            answered_at=row.answered_at,
            is_sample=row.is_sample,
        )
        for row in rows
    ]
