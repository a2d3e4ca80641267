from django.db import transaction

from responses.models import OwnTheme
from responses.transports.embedder import Embed


@transaction.atomic
def embed_theme_name(*, theme: OwnTheme, embed: Embed) -> None:
    """Keep what the name of an own theme means, so that the first comments asked about are near to it."""
    theme.name_vector = embed([theme.name])[0]
    theme.save(update_fields=["name_vector"])
