from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from responses.models import CommentTheme, Response, ThemeCorrection
from responses.queries.themes import reader_of


@transaction.atomic
def correct_themes(
    *,
    response: Response,
    about: Collection[str],
    offered: Collection[str],
    tones: Mapping[str, int] | None = None,
    by: User,
    now: datetime,
) -> None:
    """Keep what a person says a comment is about; every theme that was offered and not ticked it is not about.

    No machine changes it again. `tones` says how themes are spoken of (-1, 0, 1); one that is not in it, as it is read.
    """
    tones = tones or {}
    row = Response.objects.select_for_update(of=("self",), no_key=True).get(pk=response.pk)
    reader, _ = reader_of(row.organisation)
    read = reader.read(row.comment, score=row.score, hint=row.language)
    signs: dict[str, int] = {mention.theme: mention.polarity for mention in read.mentions}
    said = [
        ThemeCorrection(
            organisation_id=row.organisation_id,
            response=row,
            theme=theme,
            is_about=theme in about,
            polarity=tones.get(theme) if theme in about else None,
            by=by,
            at=now,
        )
        for theme in offered
    ]
    ThemeCorrection.objects.bulk_create(
        said,
        update_conflicts=True,
        unique_fields=["response", "theme"],
        update_fields=["is_about", "polarity", "by", "at"],
    )
    themes = CommentTheme.objects.of(row.organisation).filter(response=row)
    kept = {theme.theme: theme for theme in themes}
    by_model = {key: theme.polarity for key, theme in kept.items() if theme.source == CommentTheme.Source.LLM}
    by_score = -1 if row.score <= 6 else 1 if row.score >= 9 else 0
    signs = {**by_model, **signs, **tones}
    themes.filter(theme__in=offered).delete()
    CommentTheme.objects.bulk_create(
        CommentTheme(
            organisation_id=row.organisation_id,
            response=row,
            theme=theme,
            polarity=signs.get(theme, by_score),
            source=CommentTheme.Source.HUMAN,
            starts_at=kept[theme].starts_at if theme in kept else 0,
            ends_at=kept[theme].ends_at if theme in kept else 0,
        )
        for theme in offered
        if theme in about
    )
    write_event(organisation=row.organisation, verb="comment.corrected", subject=row, by=by, now=now)
