"""The lists a case is closed with: as their settings page shows them, and as the closing form offers them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F
from django.db.models.functions import Coalesce, Lower

from accounts.models import Organisation
from followup.models import Case, Cause, Remedy
from followup.models.choice import Choice

# A value with its label, or a group's label with what is in it: what a select takes.
Options = list[tuple[str, str | list[tuple[str, str]]]]


@dataclass(frozen=True)
class ChoiceRow:
    choice: Cause | Remedy
    cases: int  # closed with it


def choice_list(organisation: Organisation, kind: type[Cause] | type[Remedy]) -> list[ChoiceRow]:
    """All entries of a list, those in use first and the narrower causes below theirs, each with its closed cases."""
    field = str(kind._meta.model_name)
    closed = (
        Case.objects.of(organisation)
        .filter(closed_at__isnull=False)
        .exclude(**{field: None})
        .values(field)
        .annotate(cases=Count("pk"))
    )
    used = {row[field]: row["cases"] for row in closed}
    rows = kind.objects.of(organisation)
    if kind is Cause:
        family = Lower(Coalesce("parent__name", "name"))
        rows = rows.select_related("parent", "to_team").annotate(family=family)
        return _rows(
            rows.order_by("-is_active", "family", F("parent__name").asc(nulls_first=True), Lower("name")),
            used,
        )
    return _rows(rows.order_by("-is_active", Lower("name")), used)


def _rows(choices: Iterable[Cause | Remedy], used: dict[int, int]) -> list[ChoiceRow]:
    return [ChoiceRow(choice, used.get(choice.pk, 0)) for choice in choices]


def choice_names(organisation: Organisation, kind: type[Choice]) -> list[str]:
    """What one may choose; the suggested names while the organisation has none at all."""
    choices = list(kind.objects.of(organisation).order_by("pk"))
    if not choices:
        return kind.suggested_names(organisation)
    return [choice.name for choice in choices if choice.is_active]


def cause_options(causes: list[Cause]) -> Options:
    """Causes for a select: each wider one heads its narrower ones, and can be chosen itself."""
    narrower: dict[int, list[tuple[str, str]]] = {}
    for cause in causes:
        if cause.parent_id and cause.is_active:
            narrower.setdefault(cause.parent_id, []).append((cause.name, cause.name))
    options: Options = []
    for cause in causes:
        if cause.parent_id:
            continue
        own = [(cause.name, cause.name)] if cause.is_active else []
        if cause.pk in narrower:
            options.append((cause.name, own + narrower[cause.pk]))
        else:
            options.extend(own)
    return options
