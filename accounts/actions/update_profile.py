from django.db import transaction

from accounts.models import User


@transaction.atomic
def update_profile(*, user: User, name: str, language: str, shortcuts: bool) -> User:
    """Change a person's own name and language, and whether single keys do things for them.

    No journal line: it belongs to no organisation.
    """
    user.name, user.language, user.shortcuts = name, language, shortcuts
    user.save(update_fields=["name", "language", "shortcuts"])
    return user
