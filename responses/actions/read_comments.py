from django.db import transaction

from accounts.models import Organisation
from responses.actions.keep_vectors import keep_vectors
from responses.models import CommentTheme, CommentVector, Response, ThemeCorrection
from responses.models.response import ResponseQuerySet
from responses.queries.themes import reader_of, theme_settings
from responses.queries.vectors import is_by_meaning
from responses.rules.reading import Mention, Reader, Reading
from responses.transports.embedder import Embed

BATCH = 500
EMBEDDED = 100  # at once: answers are locked meanwhile
Source = CommentTheme.Source


@transaction.atomic
def read_comments(*, organisation: Organisation, embed: Embed | None = None, limit: int = BATCH) -> int:
    """Find the themes of the next comments that were not read yet, or by an earlier edition. Returns how many.

    `embed` makes the vectors of those that have none; without it comments are read by their words alone.
    What a person said of a comment stays: it is only ever changed by a person. May run twice, or twice at once.
    """
    reader, edition = reader_of(organisation)
    rows = list(
        unread(organisation, edition)
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .only(
            "pk", "comment", "score", "language", "channel", "contact_id", "invitation_id", "organisation_id"
        )
        .order_by("themes_edition", "pk")[: min(limit, EMBEDDED) if embed else limit]
    )
    if not rows:
        return 0
    said: dict[int, dict[str, ThemeCorrection]] = {}
    for correction in ThemeCorrection.objects.of(organisation).filter(response__in=rows):
        said.setdefault(correction.response_id, {})[correction.theme] = correction
    vectors = _vectors(organisation, rows, embed)
    read = {
        row: reader.read(row.comment, score=row.score, hint=row.language, vector=vectors.get(row.pk))
        for row in rows
    }
    found = [theme for row in rows for theme in _themes(row, read[row], reader, said.get(row.pk, {}))]
    # What a language model found stays where the words find nothing: it is not asked twice.
    replaced = CommentTheme.objects.of(organisation).filter(response__in=rows)
    replaced.exclude(source=Source.LLM).delete()
    replaced.filter(response__in={theme.response_id for theme in found}).delete()
    CommentTheme.objects.bulk_create(found, batch_size=2000)
    for clashes in (False, True):
        alike = [row.pk for row in rows if read[row].clash is clashes]
        Response.objects.of(organisation).filter(pk__in=alike).update(themes_edition=edition, clashes=clashes)
    return len(rows)


def unread(organisation: Organisation, edition: int) -> ResponseQuerySet:
    """The answers whose comments wait to be read."""
    rows: ResponseQuerySet = Response.objects.of(organisation)
    return rows.filter(themes_edition__lt=edition).exclude(comment="")


def _vectors(organisation: Organisation, rows: list[Response], embed: Embed | None) -> dict[int, bytes]:
    """Where an organisation wants no vectors, those of before go as its comments are read again."""
    settings = theme_settings(organisation)
    if is_by_meaning(settings):
        return keep_vectors(organisation=organisation, rows=rows, embed=embed)
    if not settings.by_meaning:
        CommentVector.objects.of(organisation).filter(response__in=rows).delete()
    return {}


def _themes(
    row: Response, read: Reading, reader: Reader, said: dict[str, ThemeCorrection]
) -> list[CommentTheme]:
    mentions = {mention.theme: mention for mention in read.mentions}
    keys = [key for key in mentions if key not in said or said[key].is_about]
    keys += [
        key for key, one in said.items() if one.is_about and key not in mentions and key in reader.themes
    ]
    return [_row(row, key, mentions.get(key), said.get(key)) for key in keys]


def _row(row: Response, key: str, mention: Mention | None, said: ThemeCorrection | None) -> CommentTheme:
    by_machine = Source.MODEL if mention and mention.by_model else Source.RULE
    sign = mention.polarity if mention else _sign(row.score)
    return CommentTheme(
        organisation_id=row.organisation_id,
        response=row,
        theme=key,
        polarity=sign if said is None or said.polarity is None else said.polarity,
        source=by_machine if said is None else Source.HUMAN,
        starts_at=mention.start if mention else 0,
        ends_at=mention.end if mention else 0,
    )


def _sign(score: int) -> int:
    """Nothing in the words tells: as the number does."""
    return -1 if score <= 6 else 1 if score >= 9 else 0
