from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from responses.models import CommentTheme, Response, ThemeCorrection
from responses.queries.themes import reader_of


@transaction.atomic
def correct_themes(
    *, response: Response, about: Collection[str], offered: Collection[str], by: User, now: datetime
) -> None:
    """Keep what a person says a comment is about; every theme that was offered and not ticked it is not about.

    No machine changes it again. How a theme is spoken of stays as it was read.
    """
    row = Response.objects.select_for_update(of=("self",), no_key=True).get(pk=response.pk)
    reader, _ = reader_of(row.organisation)
    read = reader.read(row.comment, score=row.score, hint=row.language)
    signs = {mention.theme: mention.polarity for mention in read.mentions}
    said = [
        ThemeCorrection(
            organisation_id=row.organisation_id,
            response=row,
            theme=theme,
            is_about=theme in about,
            by=by,
            at=now,
        )
        for theme in offered
    ]
    ThemeCorrection.objects.bulk_create(
        said,
        update_conflicts=True,
        unique_fields=["response", "theme"],
        update_fields=["is_about", "by", "at"],
    )
    themes = CommentTheme.objects.of(row.organisation).filter(response=row)
    kept = {theme.theme: theme for theme in themes}
    by_score = -1 if row.score <= 6 else 1 if row.score >= 9 else 0
    themes.filter(theme__in=offered).delete()
    CommentTheme.objects.bulk_create(
        CommentTheme(
            organisation_id=row.organisation_id,
            response=row,
            theme=theme,
            polarity=kept[theme].polarity if theme in kept else signs.get(theme, by_score),
            source=CommentTheme.Source.HUMAN,
            starts_at=kept[theme].starts_at if theme in kept else 0,
            ends_at=kept[theme].ends_at if theme in kept else 0,
        )
        for theme in offered
        if theme in about
    )
    write_event(organisation=row.organisation, verb="comment.corrected", subject=row, by=by, now=now)
