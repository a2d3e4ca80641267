from collections.abc import Sequence
from datetime import date

from django.db import transaction

from responses.models import CommentTheme, ModelAccess, ModelAsked, Response
from responses.rules.model_answers import Labelled


@transaction.atomic
def keep_model_answer(
    *,
    access: ModelAccess,
    asked: Sequence[Response],
    labels: Sequence[Labelled] | None,
    tokens: int,
    today: date,
) -> int:
    """Keep the themes a language model found, and count what it cost. Returns how many themes.

    Without labels it failed: three times in a row, and it is asked no more. What words or people found stays.
    """
    row = ModelAccess.objects.select_for_update().get(pk=access.pk)
    first = today.replace(day=1)
    row.used_tokens = (row.used_tokens if row.month == first else 0) + tokens
    row.month, row.failures = first, 0 if labels is not None else row.failures + 1
    row.save(update_fields=["used_tokens", "month", "failures"])
    if labels is None:
        return 0
    ModelAsked.objects.bulk_create(
        [ModelAsked(organisation_id=row.organisation_id, response=one) for one in asked],
        ignore_conflicts=True,
    )
    made = CommentTheme.objects.bulk_create(
        [
            CommentTheme(
                organisation_id=row.organisation_id,
                response=asked[one.place],
                theme=one.theme,
                polarity=one.polarity,
                source=CommentTheme.Source.LLM,
            )
            for one in labels
        ],
        ignore_conflicts=True,
    )
    return len(made)
