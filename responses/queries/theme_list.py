"""The themes of an organisation as its settings list them."""

from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Organisation
from responses.models import CommentTheme, OwnTheme, ThemeModel, ThemeSettings, ThemeWord
from responses.queries.chips import theme_names
from responses.queries.themes import changes_of
from responses.rules.taxonomy import Changes, changed


@dataclass(frozen=True)
class ListedTheme:
    """One theme, whether it is looked for, in how many comments it was found, and what was made of it."""

    key: str
    name: str
    is_shown: bool
    comments: int
    added: int
    removed: int
    own: OwnTheme | None
    model: ThemeModel | None


def all_names(organisation: Organisation) -> dict[str, str]:
    """Every theme that could be looked for, hidden ones included."""
    changes = changes_of(organisation)
    return theme_names(changed(Changes(sector=changes.sector, own=changes.own)))


def theme_list(organisation: Organisation, settings: ThemeSettings) -> list[ListedTheme]:
    """All themes, and own ones that are not finished, in a number of queries that does not grow."""
    found = CommentTheme.objects.of(organisation).values_list("theme").annotate(n=Count("pk")).order_by()
    comments = dict(found)
    words = list(ThemeWord.objects.of(organisation).values_list("theme", "is_added"))
    models = {model.theme: model for model in ThemeModel.objects.of(organisation).defer("weights")}
    own = {theme.key: theme for theme in OwnTheme.objects.of(organisation)}
    names = all_names(organisation) | {key: theme.name for key, theme in own.items()}
    return [
        ListedTheme(
            key=key,
            name=name,
            is_shown=key not in settings.hidden and (key not in own or own[key].is_active),
            comments=comments.get(key, 0),
            added=sum(theme == key and is_added for theme, is_added in words),
            removed=sum(theme == key and not is_added for theme, is_added in words),
            own=own.get(key),
            model=models.get(key),
        )
        for key, name in names.items()
    ]
