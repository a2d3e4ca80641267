"""/o/<org>/testimonials/: words that customers allow to be published; publish, take down, export."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.actions.note_export import note_export
from accounts.permissions import Permission
from nps_app.lib.clock import local_day
from nps_app.lib.downloads import TYPES, table_file, too_many_exports
from nps_app.lib.workbooks import Cell
from responses.actions.publish_testimonial import publish_testimonial
from responses.models import Testimonial

PAGE = 50


@allow(Permission.RESPONSE_VIEW)
@require_safe
def testimonials(request: HttpRequest) -> HttpResponse:
    """Those whose author has not withdrawn them and that nobody hid, the newest first."""
    before = request.GET.get("before", "")
    found = Testimonial.objects.of(request.organisation).usable()
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found.select_related("response__survey").order_by("-pk")[: PAGE + 1])
    context = {
        "rows": rows[:PAGE],
        "newer": "?" if before else "",
        "older": f"?before={rows[PAGE - 1].pk}" if len(rows) > PAGE else "",
    }
    return render(request, "responses/testimonials.html", context)


@allow(Permission.SURVEY_EDIT)
@require_POST
def testimonial_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as published, or as taken down."""
    row = get_object_or_404(Testimonial.objects.of(request.organisation), pk=pk)
    published = request.POST.get("published") == "1"
    if publish_testimonial(testimonial=row, published=published, by=request.user, now=timezone.now()):
        messages.success(request, _("Saved."))
    else:
        messages.error(
            request, _("The customer has withdrawn these words. Take them down wherever they are.")
        )
    return redirect("responses:testimonials", org=request.organisation.slug)


@allow(Permission.EXPORT)
@require_POST
def testimonials_export(request: HttpRequest) -> HttpResponseBase:
    """All of them with score, date and the sentence that was agreed to; it is written down."""
    kind, now = request.POST.get("form", "csv"), timezone.now()
    if kind not in TYPES or too_many_exports(request):
        messages.error(request, _("Ten exports an hour is the most. Try again in a while."))
        return redirect("responses:testimonials", org=request.organisation.slug)
    note_export(organisation=request.organisation, of_answers=True, form=kind, by=request.user, now=now)
    columns = [
        *(_("Words"), _("To be named as"), _("Score"), _("Consent on"), _("Consent, word for word")),
        *(_("Language"), _("Published on")),
    ]
    day = local_day(now, request.organisation.zone)
    return table_file(columns, _lines(request), form=kind, name=_("testimonials"), day=day)


def _lines(request: HttpRequest) -> Iterator[list[Cell]]:
    zone = request.organisation.zone
    rows = Testimonial.objects.of(request.organisation).usable()
    for row in rows.select_related("response").order_by("pk").iterator(chunk_size=2000):
        consented = row.consented_at.astimezone(zone).date().isoformat()
        published = row.published_at.astimezone(zone).date().isoformat() if row.published_at else ""
        named = [row.quote, row.shown_name, row.response.score, consented, row.consent]
        yield [*named, row.language, published]
