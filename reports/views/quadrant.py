"""/o/<org>/quadrants/<key>/: the customers of one quadrant, to be called, exported, or made a segment and asked."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.actions.note_export import note_export
from accounts.permissions import Permission
from contacts.actions.save_segment import SegmentNameTaken, save_segment
from contacts.forms.rule_words import QUADRANTS, RHYTHMS
from contacts.models import Segment, Standing
from nps_app.lib.archives import zipped
from nps_app.lib.clock import local_day
from nps_app.lib.downloads import download, too_many_exports
from nps_app.lib.spreadsheets import csv_lines
from reports.queries.quadrants import SHOWN, Customer, all_customers_of, customers_of
from surveys.models import Survey


@require_safe
@allow(Permission.RESPONSE_VIEW)
def quadrant(request: HttpRequest, key: str) -> HttpResponse:
    """Who they are, with what they said and what a person who calls must know."""
    context = {
        "key": _known(key),
        "customers": customers_of(request.organisation, key),
        "shown": SHOWN,
        "n": Standing.objects.of(request.organisation).filter(quadrant=key).count(),
    }
    return render(request, "reports/quadrant.html", context)


@require_POST
@allow(Permission.CONTACT_EDIT)
def quadrant_segment(request: HttpRequest, key: str) -> HttpResponse:
    """Make the quadrant a segment, once; it stays true by itself. Then to its contacts, or to asking them."""
    segment = _segment(request, _known(key))
    if "ask" in request.POST and request.membership.can(Permission.SURVEY_SEND):
        survey = Survey.objects.of(request.organisation).order_by("is_sample", "-pk").first()
        chosen = {"segment": segment.pk} | ({"survey": survey.pk} if survey else {})
        return redirect(
            f"{reverse('surveys:campaign_new', args=[request.organisation.slug])}?{urlencode(chosen)}"
        )
    messages.success(request, _("The segment is there. It keeps itself up to date."))
    address = reverse("contacts:contacts", args=[request.organisation.slug])
    return redirect(f"{address}?{urlencode({'segment': segment.pk})}")


@require_POST
@allow(Permission.EXPORT)
def quadrant_export(request: HttpRequest, key: str) -> HttpResponseBase:
    """Everybody of the quadrant as a CSV file, for whoever calls them."""
    organisation, now = request.organisation, timezone.now()
    name = str(QUADRANTS[_known(key)])
    if organisation.has_sample_data:
        messages.error(request, _("These are sample figures. Exports begin with your own answers."))
        return redirect("reports:quadrant", organisation.slug, key)
    if too_many_exports(request):
        messages.error(request, _("Ten exports an hour is the most. Try again in a while."))
        return redirect("reports:quadrant", organisation.slug, key)
    note_export(organisation=organisation, of_answers=True, form="csv", by=request.user, now=now)
    # Worded now: the lines leave after the reader's language has been put away.
    lines = csv_lines(_cells(_headings(), _rhythms(), all_customers_of(organisation, key)))
    pieces = zipped([(f"{name}.csv", (line.encode() for line in lines))])
    return download(pieces, form="csv", name=name, day=local_day(now, organisation.zone))


def _known(key: str) -> str:
    if key not in QUADRANTS:
        raise Http404
    return key


def _segment(request: HttpRequest, key: str) -> Segment:
    rules = [{"field": "quadrant", "operator": "is", "value": key}]
    known = Segment.objects.of(request.organisation).filter(rules=rules).order_by("pk").first()
    name, number = str(QUADRANTS[key]), 1
    while known is None:
        numbered = name if number == 1 else f"{name} ({number})"
        try:
            known = save_segment(
                organisation=request.organisation,
                name=numbered,
                rules=rules,
                by=request.user,
                now=timezone.now(),
            )
        except SegmentNameTaken:
            number += 1
    return known


def _headings() -> list[str]:
    return [
        _("Name"), _("E-mail address"), _("Telephone"), _("Customer number"), _("Score"), _("What they said"),
        _("Last purchase"), _("Product"), _("Rhythm"), _("Due"), _("Open case"),
    ]  # fmt: skip


def _rhythms() -> dict[str, str]:
    return {key: str(words) for key, words in RHYTHMS.items()} | {"yes": _("yes"), "no": _("no")}


def _cells(
    headings: list[str], words: dict[str, str], customers: Iterator[Customer]
) -> Iterator[list[str | int | None]]:
    yield [*headings]
    for one in customers:
        yield [
            one.contact.name,
            one.contact.email,
            one.contact.phone,
            one.contact.external_id,
            one.score,
            one.quote,
            one.last_bought_at.date().isoformat() if one.last_bought_at else "",
            one.product,
            words[one.rhythm],
            one.due_at.date().isoformat() if one.due_at else "",
            words["yes" if one.has_open_case else "no"],
        ]
