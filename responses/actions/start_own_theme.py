from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from responses.actions.next_edition import next_edition
from responses.models import OwnTheme, ThemeModel, ThemeWord
from responses.queries.theme_lessons import own_theme_lesson


@transaction.atomic
def start_own_theme(*, theme: OwnTheme, words: Collection[str], by: User, now: datetime) -> None:
    """Look for an own theme from now on, by these words and by what was learned from the answers."""
    organisation = theme.organisation
    ThemeWord.objects.of(organisation).filter(theme=theme.key).delete()
    ThemeWord.objects.bulk_create(
        ThemeWord(organisation=organisation, theme=theme.key, text=text, is_added=True) for text in words
    )
    theme.is_active = True
    theme.save(update_fields=["is_active"])
    lesson = own_theme_lesson(theme, words)
    if lesson is not None:
        ThemeModel.objects.update_or_create(
            organisation=organisation,
            theme=theme.key,
            defaults={
                "weights": lesson.model.stored,
                "yes": lesson.yes,
                "no": lesson.no,
                "f1_words": lesson.f1_words,
                "f1_model": lesson.f1_model,
                "is_used": lesson.is_better,
                "by_meaning": lesson.by_meaning,
                "trained_at": now,
            },
        )
    next_edition(organisation=organisation)
    write_event(organisation=organisation, verb="theme.started", subject=theme, by=by, now=now)
