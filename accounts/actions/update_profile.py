from django.db import transaction

from accounts.models import User


@transaction.atomic
def update_profile(*, user: User, name: str, language: str) -> User:
    """Change a person's own name and language. No journal line: it belongs to no organisation."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    return user
