"""What the frame around every inside page needs: where one can go, and whether the machinery is alive."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.permissions import Permission
from delivery.models import Transport
from delivery.queries.broken_ways import broken_ways
from nps_app.lib import heartbeat


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    icon: str
    active: bool


# label, URL name, icon, permission. On a phone the first four stay, the rest goes under "More".
NAVIGATION = [
    (_("Overview"), "reports:dashboard", "chart", Permission.REPORT_VIEW),
    (_("Answers"), "responses:inbox", "speech", Permission.RESPONSE_VIEW),
    (_("Cases"), "followup:cases", "case", Permission.CASE_VIEW),
    (_("Surveys"), "surveys:surveys", "question", Permission.SURVEY_VIEW),
    (_("Sends"), "surveys:campaigns", "send", Permission.SURVEY_VIEW),
    (_("Selling"), "reports:today", "bag", Permission.CASE_WORK),
    (_("Reports"), "reports:saved_views", "pages", Permission.REPORT_VIEW),
    (_("Contacts"), "contacts:contacts", "people", Permission.CONTACT_VIEW),
    (_("Messages"), "delivery:messages", "mail", Permission.MESSAGE_VIEW),
    (_("Settings"), "accounts:settings", "gear", Permission.SETTINGS_VIEW),
]
# Pages that belong to an item although their address does not begin with its own.
ALSO = {
    "reports:dashboard": (
        "reports:benchmarks",
        "reports:silent",
        "reports:alerts",
        "reports:trend",
        "reports:segments",
        "reports:movement",
        "reports:compared",
        "reports:proof",
        "reports:quadrants",
        "reports:referrals",
        "reports:potential",
        "reports:funnel",
        "reports:milestones",
        "reports:barriers",
        "reports:comparisons",
        "reports:said",
        "reports:drivers",
    ),
    "followup:cases": ("followup:improvements", "followup:passives"),
    "surveys:surveys": ("surveys:coupons",),
    "responses:inbox": ("responses:testimonials",),
    "surveys:campaigns": ("surveys:programmes", "surveys:experiments", "surveys:triggers", "followup:offers"),
}
PARTS = {"beat": _("the timetable (beat)"), "worker": _("the worker")}


def shell(request: HttpRequest) -> dict[str, Any]:
    """What base.html asks for; each is worked out only where a template uses it.

    `broken_ways` (by which nothing leaves), `catches_mail` (a trial: mails reach nobody), `navigation`, `silent`
    (parts of the machinery not heard of), and `may`: the permissions of the member, to be asked as
    {% if "case_work" in may %}.
    """
    return {
        "broken_ways": SimpleLazyObject(lambda: _broken_ways(request)),
        "catches_mail": bool(settings.MAIL_CATCHER_DIR),
        "may": SimpleLazyObject(lambda: _permissions(request)),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "silent": SimpleLazyObject(_silent),
    }


def _navigation(request: HttpRequest) -> list[NavItem]:
    membership = getattr(request, "membership", None) or _only_one(request)
    if membership is None:
        return []
    items = []
    for label, name, icon, permission in NAVIGATION:
        if membership.can(permission):
            org = {"org": membership.organisation.slug}
            begins = tuple(reverse(page, kwargs=org) for page in (name, *ALSO.get(name, ())))
            items.append(NavItem(str(label), begins[0], icon, request.path.startswith(begins)))
    return items


def _broken_ways(request: HttpRequest) -> list[Transport]:
    membership = getattr(request, "membership", None)
    if membership is None or not membership.can(Permission.MESSAGE_VIEW):
        return []
    return broken_ways(membership.organisation)


def _only_one(request: HttpRequest) -> Membership | None:
    """Whose pages the frame offers where a page is nobody's: those of somebody's only organisation."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    mine = Membership.objects.filter(user=user).select_related("organisation")[:2]
    return mine[0] if len(mine) == 1 else None


def _permissions(request: HttpRequest) -> frozenset[Permission]:
    membership = getattr(request, "membership", None)
    return membership.permissions if membership else frozenset()


def _silent() -> list[str]:
    return [str(PARTS[silence.part]) for silence in heartbeat.silent(now=timezone.now())]
