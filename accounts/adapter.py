"""Where allauth meets our house: who may sign up, and what a new person starts with."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from accounts.access import PENDING_INVITE
from accounts.actions.accept_invite import accept_invite
from accounts.actions.create_organisation import create_organisation
from accounts.models import Invite, User
from accounts.rules.region import region_of
from nps_app.lib.language import remember_language


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """The setting may close the door; an open invitation opens it again for its address."""
        return settings.SIGNUP_OPEN or self.pending_invite(request) is not None

    def pending_invite(self, request: HttpRequest) -> Invite | None:
        """The open invitation whose link brought this visitor here."""
        token = request.session.get(PENDING_INVITE)
        return Invite.objects.open_with(token, now=timezone.now()) if token else None

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Save the person together with a place: the inviter's organisation, or a new one of their own."""
        user.name = form.cleaned_data["name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        super().save_user(request, user, form, commit)
        now = timezone.now()
        if invite := self.pending_invite(request):
            accept_invite(token=invite.token, by=user, now=now)
            del request.session[PENDING_INVITE]
        else:
            create_organisation(
                name=form.cleaned_data["company"],
                by=user,
                now=now,
                time_zone=form.cleaned_data["time_zone"],
                region=region_of(request.headers.get("Accept-Language", ""), user.language),
            )
        return user

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Show the site in the language this person chose, on any computer."""
        response = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response
