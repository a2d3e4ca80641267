from datetime import datetime

from django.db import transaction

from accounts.models import Organisation
from responses.actions.next_edition import next_edition
from responses.models import ThemeCorrection, ThemeModel, ThemeSettings
from responses.queries.theme_lessons import lessons

NEWS = 10  # corrected comments after which learning is tried again


@transaction.atomic
def learn_themes(*, organisation: Organisation, now: datetime) -> int:
    """Learn from corrections, and use what was learned only where it beats the words on corrections held apart.

    Returns how many themes use it. Does nothing where too few corrections are new. Comments are read again when
    something is used that was not, or no longer.
    """
    settings, _ = ThemeSettings.objects.select_for_update().get_or_create(organisation=organisation)
    said = ThemeCorrection.objects.of(organisation)
    new = said.filter(at__gt=settings.learned_at) if settings.learned_at else said
    used_before = set(_used(organisation))
    if said.filter(response__themes_edition__lt=settings.edition).exclude(response__comment="").exists():
        return len(used_before)  # after a change comments are read again, and get their vectors, first
    if new.values("response").distinct().count() < NEWS:
        return len(used_before)
    for theme, lesson in lessons(organisation).items():
        ThemeModel.objects.update_or_create(
            organisation=organisation,
            theme=theme,
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
    used = set(_used(organisation))
    if used or used_before:
        next_edition(organisation=organisation)
    ThemeSettings.objects.of(organisation).update(learned_at=now)
    return len(used)


def _used(organisation: Organisation) -> list[str]:
    return list(ThemeModel.objects.of(organisation).filter(is_used=True).values_list("theme", flat=True))
