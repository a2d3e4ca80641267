from django.urls import path

from accounts.views import accept_invite, create_organisation, home, journal, members, profile, settings

app_name = "accounts"
urlpatterns = [
    path("", home.home, name="home"),
    path("profile/", profile.profile, name="profile"),
    path("organisations/new/", create_organisation.create_organisation, name="create_organisation"),
    path("invite/<str:token>/", accept_invite.accept_invite, name="accept_invite"),
    path("o/<slug:org>/settings/", settings.settings, name="settings"),
    path("o/<slug:org>/settings/people/", members.members, name="members"),
    path("o/<slug:org>/settings/people/<int:pk>/role/", members.change_role, name="member_role"),
    path("o/<slug:org>/settings/people/<int:pk>/remove/", members.remove_member, name="member_remove"),
    path(
        "o/<slug:org>/settings/people/invites/<int:pk>/withdraw/",
        members.withdraw_invite,
        name="invite_withdraw",
    ),
    path("o/<slug:org>/settings/journal/", journal.journal, name="journal"),
]
