"""What a change of words would do to the newest comments, before it is made."""

from collections.abc import Iterator

from accounts.models import Organisation
from responses.models import Response
from responses.queries.themes import changes_of, reader_of
from responses.queries.vectors import vectors_of
from responses.rules.matching import Matcher
from responses.rules.reading import Reader
from responses.rules.taxonomy import changed
from responses.rules.text import tokens
from responses.rules.word_changes import Preview, WordChange, compared

MOST_READ = 10_000


def preview(organisation: Organisation, change: WordChange) -> Preview:
    """How many comments the theme would gain and lose; only those that hold the word are read twice."""
    rows = list(
        Response.objects.of(organisation)
        .exclude(comment="")
        .order_by("-answered_at")
        .values_list("comment", "score", "language", "pk")[:MOST_READ]
    )
    holds = Matcher({"word": (change.text,)})
    touched = [row for row in rows if holds.find(tokens(row[0]).words)]
    if not touched:
        return compared(len(rows), [])
    now, _ = reader_of(organisation)
    then = Reader(changed(change.applied(changes_of(organisation))), now.models, now.meanings)
    vectors = vectors_of(organisation, [row[3] for row in touched]) if now.meanings else {}
    return compared(len(rows), _both(touched, vectors, now, then, change.theme))


def _both(
    rows: list[tuple[str, int, str, int]],
    vectors: dict[int, bytes],
    now: Reader,
    then: Reader,
    theme: str,
) -> Iterator[tuple[str, bool, bool]]:
    for text, score, language, pk in rows:
        was, would_be = (
            theme in reader.read(text, score=score, hint=language, vector=vectors.get(pk)).themes
            for reader in (now, then)
        )
        yield text, was, would_be
