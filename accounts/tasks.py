from celery import shared_task
from django.utils import timezone

from accounts.models import Invite


@shared_task
def clear_expired_invites() -> None:
    """Delete the invitations whose links no longer work, with the addresses in them."""
    Invite.objects.expired(now=timezone.now()).delete()
