"""/o/<org>/reports/<pk>/: the name of a saved view, its link, its mails."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.clock import day_start, local_day
from reports.actions.delete_view import delete_view
from reports.actions.revoke_share import revoke_share
from reports.actions.save_view import ViewNameTaken, save_view
from reports.actions.schedule_view import schedule_view
from reports.actions.share_view import share_view
from reports.forms.saved_view import NameForm, ScheduleForm, ShareForm
from reports.models import Recipient, SavedView
from reports.queries.report_pages import PAGES
from reports.queries.saved_views import url_of


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW)
def saved_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one saved view; POST gives it another name."""
    view = _view(request, pk)
    if request.method != "POST":
        return _show(request, view)
    if not _may_change(request, view):
        return _not_yours(request, view)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _show(request, view, name=form)
    try:
        save_view(
            organisation=view.organisation,
            name=form.cleaned_data["name"],
            view=view,
            by=request.user,
            now=timezone.now(),
        )
    except ViewNameTaken:
        form.add_error("name", _("Another report has this name. Choose a different one."))
        return _show(request, view, name=form)
    return _done(request, view, _("Saved."))


@require_POST
@allow(Permission.EXPORT)
def saved_view_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link, change what it shows, or take it back: numbers leave the house, so it takes the right to export."""
    view, now = _view(request, pk), timezone.now()
    if "revoke" in request.POST:
        revoke_share(view=view, by=request.user, now=now)
        return _done(request, view, _("The link is taken back. It shows nothing any more."))
    zone = view.organisation.zone
    form = ShareForm(request.POST, today=local_day(now, zone))
    if not form.is_valid():
        return _show(request, view, share=form)
    day = form.cleaned_data["until"]
    share_view(
        view=view,
        shows_comments=form.cleaned_data["shows_comments"],
        until=day_start(day + timedelta(days=1), zone) if day else None,
        by=request.user,
        now=now,
    )
    return _done(request, view, _("Whoever has the link can read this report."))


@require_POST
@allow(Permission.EXPORT)
def saved_view_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who is mailed this report, and how often."""
    view = _view(request, pk)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _show(request, view, schedule=form)
    schedule_view(
        view=view,
        frequency=form.cleaned_data["frequency"],
        recipients=form.cleaned_data["recipients"],
        by=request.user,
        now=timezone.now(),
    )
    return _done(request, view, _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW)
def saved_view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then delete it with its link and its mails."""
    view = _view(request, pk)
    if request.method != "POST":
        return render(request, "reports/saved_view_delete.html", {"view": view})
    if not _may_change(request, view):
        return _not_yours(request, view)
    delete_view(view=view, by=request.user, now=timezone.now())
    messages.success(request, _("The report is deleted. Its answers are still there."))
    return redirect("reports:saved_views", request.organisation.slug)


def _view(request: HttpRequest, pk: int) -> SavedView:
    rows = SavedView.objects.of(request.organisation).filter(page__in=PAGES)
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


def _may_change(request: HttpRequest, view: SavedView) -> bool:
    """One's own, and whoever may export everybody's."""
    return view.created_by_id == request.user.pk or request.membership.can(Permission.EXPORT)


def _not_yours(request: HttpRequest, view: SavedView) -> HttpResponse:
    messages.error(request, _("Only whoever saved this report, a manager or an owner can change it."))
    return redirect("reports:saved_view", request.organisation.slug, view.pk)


def _done(request: HttpRequest, view: SavedView, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("reports:saved_view", request.organisation.slug, view.pk)


def _show(request: HttpRequest, view: SavedView, **bound: Any) -> HttpResponse:
    """The page; `bound` is the form that was sent and has something wrong."""
    organisation, now = view.organisation, timezone.now()
    link = f"{settings.SITE_URL}{reverse('reports:shared_report', args=[view.token])}" if view.token else ""
    context = {
        "view": view,
        "title": PAGES[view.page].title,
        "url": url_of(view, organisation),
        "link": link if view.is_shared(now) else "",
        "has_expired": bool(link) and not view.is_shared(now),
        "last_day": local_day(view.token_until - timedelta(seconds=1), organisation.zone)
        if view.token_until
        else None,
        "may_change": _may_change(request, view),
        **{f"{name}_form": bound.get(name) or make(view) for name, make in _unbound(now).items()},
    }
    wrong = any(form.errors for form in bound.values())
    return render(request, "reports/saved_view.html", context, status=422 if wrong else 200)


def _unbound(now: Any) -> dict[str, Callable[[SavedView], Any]]:
    return {
        "name": lambda view: NameForm(initial={"name": view.name}),
        "share": lambda view: ShareForm(
            today=local_day(now, view.organisation.zone),
            initial={
                "shows_comments": view.shows_comments,
                "until": local_day(view.token_until - timedelta(seconds=1), view.organisation.zone)
                if view.token_until
                else None,
            },
        ),
        "schedule": lambda view: ScheduleForm(
            initial={"frequency": view.frequency, "recipients": "\n".join(_addresses(view))}
        ),
    }


def _addresses(view: SavedView) -> list[str]:
    rows = Recipient.objects.of(view.organisation).filter(view=view).order_by("email")
    return list(rows.values_list("email", flat=True))
