"""The themes of an organisation, and the reader that finds them."""

from collections import OrderedDict

from accounts.models import Organisation
from responses.models import CommentTheme, OwnTheme, Response, ThemeModel, ThemeSettings, ThemeWord
from responses.queries.vectors import is_by_meaning, vectors_of
from responses.rules.learning import Model
from responses.rules.reading import Meant, Reader
from responses.rules.taxonomy import Changes, Theme, changed

KEPT = 8  # readers in memory
_readers: OrderedDict[tuple[int, int], Reader] = OrderedDict()


def theme_settings(organisation: Organisation) -> ThemeSettings:
    """What it chose; a row that is not stored yet where it chose nothing."""
    return ThemeSettings.objects.of(organisation).first() or ThemeSettings(organisation=organisation)


def changes_of(organisation: Organisation, settings: ThemeSettings | None = None) -> Changes:
    """Everything in which its themes differ from the built-in ones."""
    settings = settings or theme_settings(organisation)
    words = list(ThemeWord.objects.of(organisation).values_list("theme", "text", "is_added"))
    own = OwnTheme.objects.of(organisation).filter(is_active=True)
    return Changes(
        sector=settings.sector,
        hidden=frozenset(settings.hidden),
        added=tuple((theme, text) for theme, text, is_added in words if is_added),
        removed=tuple((theme, text) for theme, text, is_added in words if not is_added),
        own=tuple((theme.key, theme.name) for theme in own),
    )


def themes_of(organisation: Organisation) -> dict[str, Theme]:
    """Its themes by key, in the order in which they are offered."""
    return changed(changes_of(organisation))


def reader_of(organisation: Organisation) -> tuple[Reader, int]:
    """The reader by its themes and what it taught, and the edition that is. Kept as long as nothing changes."""
    settings = theme_settings(organisation)
    key = (organisation.pk, settings.edition)
    if key not in _readers:
        themes = changed(changes_of(organisation, settings))
        _readers[key] = Reader(themes, models_of(organisation), meanings_of(organisation, settings))
        while len(_readers) > KEPT:
            _readers.popitem(last=False)
    _readers.move_to_end(key)
    return _readers[key], settings.edition


def themes_in(response: Response) -> dict[str, int]:
    """How one comment speaks of each of its themes, whether it was read already or not."""
    if not response.comment:
        return {}
    reader, edition = reader_of(response.organisation)
    if response.themes_edition >= edition:
        rows = CommentTheme.objects.of(response.organisation).filter(response=response)
        return dict(rows.values_list("theme", "polarity"))
    vector = vectors_of(response.organisation, [response.pk]).get(response.pk) if reader.meanings else None
    read = reader.read(response.comment, score=response.score, hint=response.language, vector=vector)
    return {mention.theme: mention.polarity for mention in read.mentions}


def models_of(organisation: Organisation) -> dict[str, Model]:
    """What was learned from words and is better than the themes' own words."""
    used = ThemeModel.objects.of(organisation).filter(is_used=True, by_meaning=False)
    rows = used.values_list("theme", "weights")
    return {
        theme: Model({int(place): weight for place, weight in weights.items()}) for theme, weights in rows
    }


def meanings_of(organisation: Organisation, settings: ThemeSettings) -> Meant | None:
    """What was learned from the meaning of comments; None where that is nothing, or switched off."""
    if not is_by_meaning(settings):
        return None
    used = ThemeModel.objects.of(organisation).filter(is_used=True, by_meaning=True)
    stored = dict(used.values_list("theme", "weights"))
    if not stored:
        return None
    from responses.rules.meaning import Meanings  # numpy, only where it is needed

    return Meanings(stored)
