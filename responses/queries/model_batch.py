"""The comments a language model may be asked about next."""

from django.db.models import Exists, OuterRef

from accounts.models import Organisation
from responses.models import CommentTheme, ModelAsked, Response, ThemeCorrection
from responses.rules.model_answers import BATCH, SHORTEST
from responses.rules.redaction import redacted


def model_batch(organisation: Organisation) -> list[tuple[Response, str]]:
    """The newest comments that were read without finding a theme, with their redacted text.

    None that is shorter than three words, that a person corrected, or that was asked about before.
    """
    of = OuterRef("pk")
    rows = (
        Response.objects.of(organisation)
        .real()
        .exclude(comment="")
        .filter(
            ~Exists(CommentTheme.objects.of(organisation).filter(response=of)),
            ~Exists(ModelAsked.objects.of(organisation).filter(response=of)),
            ~Exists(ThemeCorrection.objects.of(organisation).filter(response=of)),
            themes_edition__gt=0,
            comment__regex=rf"^\s*(\S+\s+){{{SHORTEST - 1},}}\S",
        )
        .order_by("-pk")[:BATCH]
    )
    return [(row, redacted(row.comment)) for row in rows]
