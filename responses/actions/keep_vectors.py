from collections.abc import Sequence

from django.db import transaction

from accounts.models import Organisation
from responses.models import CommentVector, Response
from responses.models.comment_vector import mark_of, was_erased
from responses.transports.embedder import Embed


@transaction.atomic
def keep_vectors(
    *, organisation: Organisation, rows: Sequence[Response], embed: Embed | None
) -> dict[int, bytes]:
    """The vectors of answers by their number; those that are missing or of an earlier text are made and kept.

    Without `embed` only those that are there. The caller holds the rows.
    """
    kept: dict[int, bytes] = {}
    marks = {row.pk: mark_of(row.comment) for row in rows}
    stored = CommentVector.objects.of(organisation).filter(response__in=rows)
    for pk, mark, vector in stored.values_list("response_id", "text_mark", "vector"):
        if bytes(mark) == marks[pk]:
            kept[pk] = bytes(vector)
    missing = [row for row in rows if row.pk not in kept and not was_erased(row)]
    if embed is None or not missing:
        return kept
    made = dict(zip([row.pk for row in missing], embed([row.comment for row in missing]), strict=True))
    CommentVector.objects.bulk_create(
        [
            CommentVector(
                organisation=organisation,
                response=row,
                contact_id=row.contact_id,
                text_mark=marks[row.pk],
                vector=made[row.pk],
            )
            for row in missing
        ],
        update_conflicts=True,
        unique_fields=["response"],
        update_fields=["contact", "text_mark", "vector"],
    )
    return kept | made
