"""The texts that colleagues answer customers with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.delete_reply import delete_reply
from followup.actions.save_reply import ReplyNameTaken, save_reply
from followup.forms.saved_reply import SavedReplyForm
from followup.models import SavedReply
from followup.queries.replying import saved_replies


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def replies(request: HttpRequest) -> HttpResponse:
    """All saved replies; POST adds one."""
    if request.method == "POST":
        return _save(request, SavedReply(organisation=request.organisation))
    language = request.organisation.region.split("-")[0]
    return _show(request, SavedReplyForm(initial={"language": language}))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def reply(request: HttpRequest, reply_id: int) -> HttpResponse:
    """One saved reply: change it, or take it away."""
    row = get_object_or_404(SavedReply.objects.of(request.organisation), pk=reply_id)
    if request.method != "POST":
        initial = {"name": row.name, "language": row.language, "text": row.text}
        return _show(request, SavedReplyForm(initial=initial), editing=row)
    if "delete" in request.POST:
        delete_reply(reply=row, by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is gone.") % {"name": row.name})
        return redirect("followup:saved_replies", request.organisation.slug)
    return _save(request, row)


def _save(request: HttpRequest, row: SavedReply) -> HttpResponse:
    editing = row if row.pk else None
    form = SavedReplyForm(request.POST)
    if not form.is_valid():
        return _show(request, form, editing=editing, status=422)
    try:
        save_reply(reply=row, **form.cleaned_data, by=request.user, now=timezone.now())
    except ReplyNameTaken:
        form.add_error("name", _("There is a reply of that name in that language. Choose another name."))
        return _show(request, form, editing=editing, status=422)
    messages.success(request, _("Saved."))
    return redirect("followup:saved_replies", request.organisation.slug)


def _show(
    request: HttpRequest, form: SavedReplyForm, *, editing: SavedReply | None = None, status: int = 200
) -> HttpResponse:
    context = {"rows": saved_replies(request.organisation), "form": form, "editing": editing}
    return render(request, "followup/saved_replies.html", context, status=status)
