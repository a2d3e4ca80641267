"""The site's table of contents. Each room keeps its own address book; inside pages live under /o/<organisation>/."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from nps_app.views import healthz, robots

ROOMS = ["accounts", "contacts", "delivery", "surveys", "responses", "followup", "reports", "integrations"]

urlpatterns = [
    path("healthz", healthz.healthz, name="healthz"),
    path("robots.txt", robots.robots, name="robots"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    # What customers open comes first: addresses are tried in order.
    *[path("", include(f"{room}.urls")) for room in sorted(ROOMS, key=lambda room: room != "surveys")],
]
