from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.actions import delete_segment as delete_action
from contacts.actions.save_segment import SegmentNameTaken, save_segment
from contacts.forms.rule_words import WORDS, words_of
from contacts.forms.segment import SegmentForm
from contacts.models import Segment
from contacts.queries.audience import count_in, property_choices

VALUES_OFFERED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_EDIT)
def segment_new(request: HttpRequest) -> HttpResponse:
    """Save a filter under a name."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_EDIT)
def segment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a saved filter."""
    return _edit(request, get_object_or_404(Segment.objects.of(request.organisation), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_EDIT)
def segment_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then delete the filter; its contacts stay."""
    segment = get_object_or_404(Segment.objects.of(request.organisation), pk=pk)
    if request.method != "POST":
        return render(request, "contacts/segment_delete.html", {"segment": segment})
    delete_action.delete_segment(segment=segment, by=request.user, now=timezone.now())
    messages.success(request, _("The segment is deleted. Its contacts are still there."))
    return redirect("contacts:segments", request.organisation.slug)


@require_safe
@allow(Permission.CONTACT_VIEW)
def segment_count(request: HttpRequest) -> HttpResponse:
    """How many contacts the conditions in the address find: the live count beneath the form."""
    names = [
        value.removeprefix("property:") for key, value in request.GET.items() if key.startswith("field_")
    ]
    form = SegmentForm(request.GET, property_names=[name for name in names if name], rules=[])
    form.fields["name"].required = False
    context = {"count": count_in(request.organisation, form.rules) if form.is_valid() else None}
    return render(request, "contacts/_segment_count.html", context)


def _edit(request: HttpRequest, segment: Segment | None) -> HttpResponse:
    choices = property_choices(request.organisation)
    form = SegmentForm(
        request.POST if request.method == "POST" else None,
        property_names=[choice.name for choice in choices],
        rules=segment.rules if segment else [],
        initial={"name": segment.name} if segment else None,
    )
    only_count = "count" in request.POST
    valid = request.method == "POST" and form.is_valid()
    if valid and not only_count and _save(request, form, segment):
        messages.success(request, _("Saved."))
        return redirect("contacts:segments", request.organisation.slug)
    rules = form.rules if request.method == "POST" else segment.rules if segment else []
    known = [words for field in WORDS for words in words_of(field)]
    values = dict.fromkeys([*known, *(value for choice in choices for value in choice.values)])
    context = {
        "form": form,
        "segment": segment,
        "count": None if form.errors else count_in(request.organisation, rules),
        "values": list(values)[:VALUES_OFFERED],
    }
    status = 422 if form.errors else 200
    return render(request, "contacts/segment_edit.html", context, status=status)


def _save(request: HttpRequest, form: SegmentForm, segment: Segment | None) -> Segment | None:
    try:
        return save_segment(
            organisation=request.organisation,
            name=form.cleaned_data["name"],
            rules=form.rules,
            by=request.user,
            now=timezone.now(),
            segment=segment,
        )
    except SegmentNameTaken:
        form.add_error("name", _("Another segment has this name. Choose a different one."))
        return None
