from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from responses.actions.next_edition import next_edition
from responses.models import ThemeWord
from responses.rules.word_changes import WordChange


@transaction.atomic
def change_theme_words(*, organisation: Organisation, change: WordChange, by: User, now: datetime) -> None:
    """Add a word to a theme, switch one of its words off, or undo either."""
    settings = next_edition(organisation=organisation)
    rows = ThemeWord.objects.of(organisation).filter(theme=change.theme, text=change.text)
    rows.delete()
    if not change.undo:
        ThemeWord.objects.create(
            organisation=organisation, theme=change.theme, text=change.text, is_added=change.add
        )
    write_event(organisation=organisation, verb="theme.words_changed", subject=settings, by=by, now=now)
