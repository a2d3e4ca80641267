from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.models import Event, User
from accounts.permissions import Permission

PAGE_SIZE = 50
# What each verb of write_event says to a reader; tests/architecture/test_journal.py asks for every one of them.
VERBS = {
    "reminders.saved": _("changed the due-date reminders"),
    "sales.noted": _("wrote down a contact with a customer"),
    "product.changed": _("changed a product"),
    "comparison.planned": _("planned the comparisons with the competition"),
    "comparison.opened": _("made a comparison with the competition due"),
    "comparison.noted": _("noted something about the competition"),
    "comparison.done": _("finished a comparison with the competition"),
    "alert.told": _("told a change of a score"),
    "alert.muted": _("wants no mails about a score"),
    "alert.unmuted": _("wants mails about a score again"),
    "alerts.watched": _("chose which scores are watched"),
    "subscription.saved": _("chose what they are mailed"),
    "organisation.created": _("created the organisation"),
    "organisation.updated": _("changed the settings"),
    "member.invited": _("invited somebody"),
    "member.joined": _("joined"),
    "member.role_changed": _("changed a role"),
    "member.removed": _("removed somebody"),
    "invite.withdrawn": _("withdrew an invitation"),
    "contact.created": _("added a contact"),
    "contact.updated": _("changed a contact"),
    "contact.erased": _("erased a contact"),
    "contact.asked_less": _("wished to be asked less often"),
    "segment.created": _("created a segment"),
    "segment.updated": _("changed a segment"),
    "segment.deleted": _("deleted a segment"),
    "address.suppressed": _("stopped mails to an address"),
    "address.released": _("allowed mails to an address again"),
    "message.marked_sent": _("marked an uncertain message as sent"),
    "message.marked_failed": _("marked an uncertain message as not sent"),
    "transport.saved": _("set up how messages to customers leave"),
    "transport.removed": _("removed how messages to customers left"),
    "transport.down": _("found that mails cannot leave any more"),
    "transport.up": _("found that mails leave again"),
    "survey.created": _("created a survey"),
    "survey.changed": _("changed a survey"),
    "survey.copied": _("copied a survey"),
    "survey.published": _("published a survey"),
    "thanks.changed": _("changed what a thank-you page offers"),
    "extra_choice.saved": _("changed a list for the further questions"),
    "extra_choice.switched": _("changed what the further questions offer"),
    "coupons.added": _("added codes to give"),
    "coupon.given": _("took a code for answering"),
    "offer.launched": _("launched an offer"),
    "offer.stopped": _("stopped an offer"),
    "referral_link.given": _("asked for a link for friends"),
    "customer.earned": _("became a customer over a friend's link"),
    "response.extras_given": _("answered further questions"),
    "testimonial.given": _("wrote words that may be published"),
    "testimonial.withdrawn": _("withdrew words that could be published"),
    "testimonial.published": _("marked a customer's words as published"),
    "testimonial.taken_down": _("marked a customer's words as taken down"),
    "panel.joined": _("joined the panel"),
    "panel.left": _("left the panel"),
    "campaign.launched": _("started sending"),
    "campaign.paused": _("paused sending"),
    "campaign.resumed": _("resumed sending"),
    "campaign.stopped": _("stopped sending"),
    "programme.started": _("started a continuous programme"),
    "programme.paused": _("paused a continuous programme"),
    "programme.resumed": _("resumed a continuous programme"),
    "programme.stopped": _("stopped a continuous programme"),
    "programme.topped_up": _("let silent groups be drawn more"),
    "programme.levelled": _("let all groups be drawn alike"),
    "trigger.started": _("started asking after an event"),
    "trigger.paused": _("paused asking after an event"),
    "trigger.resumed": _("resumed asking after an event"),
    "trigger.stopped": _("stopped asking after an event"),
    "api_key.created": _("created an API key"),
    "api_key.revoked": _("revoked an API key"),
    "experiment.created": _("prepared an A/B test"),
    "asking_rules.saved": _("changed how often customers are asked"),
    "response.given": _("answered"),
    "response.changed": _("changed an answer"),
    "response.taken_back": _("took back an answer that a machine gave"),
    "model.saved": _("changed whether a language model is asked"),
    "themes.saved": _("chose which themes are looked for"),
    "theme.words_changed": _("changed the words of a theme"),
    "theme.created": _("began a theme of their own"),
    "theme.started": _("had comments read for a theme of their own"),
    "theme.deleted": _("deleted a theme of their own"),
    "quote.pinned": _("pinned a comment to the quotes of a theme"),
    "quote.unpinned": _("unpinned a quote"),
    "quote.hidden": _("hid a comment from the quotes"),
    "quote.shown": _("let a hidden comment be quoted again"),
    "comment.corrected": _("said what a comment is about"),
    "answers.exported": _("exported answers"),
    "report.exported": _("exported a report"),
    "case.opened": _("opened a case"),
    "case.note": _("noted something in a case"),
    "case.assigned": _("gave a case to somebody"),
    "case.closed": _("closed a case"),
    "case.reopened": _("opened a case again"),
    "case.contacted": _("reached the customer of a case"),
    "case.waiting": _("set a case to wait for the customer"),
    "case.resumed": _("took up a case that waited for the customer"),
    "case.snoozed": _("snoozed a case"),
    "case.woken": _("brought a snoozed case back"),
    "case.escalated": _("escalated a case"),
    "case.calmed": _("ended the escalation of a case"),
    "case.merged": _("merged two cases"),
    "calendar.saved": _("changed working hours and promises"),
    "case.asked_again": _("asked the customer of a closed case again"),
    "case.not_asked_again": _("did not ask the customer of a closed case again"),
    "case.answered_again": _("answered again after a closed case"),
    "rule.saved": _("saved a rule for cases"),
    "rule.moved": _("changed the order of the rules for cases"),
    "rule.deleted": _("deleted a rule for cases"),
    "team.saved": _("saved a team"),
    "team.deleted": _("deleted a team"),
    "case.cause_named": _("named the cause of an open case"),
    "departments.chosen": _("chose what departments are"),
    "member.departments_set": _("changed somebody's departments"),
    "member.steps_hidden": _("put away their first steps"),
    "case.taken_out": _("took a case out of the hold-out"),
    "hold_out.saved": _("changed how many cases are held back by lot"),
    "case.answer_changed": _("changed the answer of a case"),
    "case.customer_wrote": _("answered a mail of a case"),
    "case.callback": _("said when to be contacted"),
    "case.called": _("logged a call to the customer of a case"),
    "reply_address.saved": _("set up where customers' answers arrive"),
    "reply_address.removed": _("removed where customers' answers arrived"),
    "reply_address.checked": _("sent a test mail to the address for answers"),
    "reply_address.works": _("found that the address for answers works"),
    "case.replied": _("wrote to the customer of a case"),
    "saved_reply.saved": _("saved a reply"),
    "saved_reply.deleted": _("deleted a saved reply"),
    "cause.saved": _("saved a cause"),
    "cause.retired": _("retired a cause"),
    "cause.restored": _("restored a cause"),
    "remedy.saved": _("saved an action taken"),
    "remedy.retired": _("retired an action taken"),
    "remedy.restored": _("restored an action taken"),
    "improvement.saved": _("saved an improvement"),
    "improvement.gathered": _("put a case behind an improvement"),
    "improvement.released": _("took a case away from an improvement"),
    "improvement.done": _("finished an improvement"),
    "improvement.dropped": _("dropped an improvement"),
    "improvement.reopened": _("took an improvement up again"),
    "improvement.told": _("told customers what was done"),
    "import.uploaded": _("uploaded a file of contacts"),
    "import.started": _("started an import"),
    "import.finished": _("finished an import"),
    "import.failed": _("could not import a file"),
    "webhook.created": _("added a webhook"),
    "webhook.changed": _("changed a webhook"),
    "webhook.paused": _("paused a webhook"),
    "webhook.resumed": _("switched a webhook on"),
    "webhook.switched_off": _("switched a webhook off"),
    "webhook.secret_rotated": _("gave a webhook a new secret"),
    "webhook.replayed": _("sent events again to a webhook"),
    "webhook.deleted": _("deleted a webhook"),
    "sample_data.created": _("added sample data"),
    "sample_data.removed": _("removed the sample data"),
    "milestone.saved": _("marked a day on the trend"),
    "milestone.removed": _("removed a day from the trend"),
    "benchmark.saved": _("saved a benchmark"),
    "benchmark.removed": _("removed a benchmark"),
    "benchmark.chosen": _("chose what to compare the score with"),
    "saved_view.created": _("saved a report"),
    "saved_view.renamed": _("renamed a report"),
    "saved_view.shared": _("shared a report over a link"),
    "saved_view.revoked": _("took back the link of a report"),
    "saved_view.scheduled": _("changed who is mailed a report"),
    "saved_view.left": _("wanted no more mails with a report"),
    "saved_view.deleted": _("deleted a report"),
}
ACTORS = {"customer": _("A customer"), "system": _("Promotor"), "recipient": _("A recipient")}


@require_safe
@allow(Permission.SETTINGS_EDIT)
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first."""
    rows = Event.objects.of(request.organisation).newest_first()
    if before := request.GET.get("before"):
        rows = rows.older_than(_event(request, before))
    page = list(rows[: PAGE_SIZE + 1])
    events = page[:PAGE_SIZE]
    names = _names(events)
    context = {
        "lines": [
            {
                "at": event.at,
                "who": names.get(event.actor, event.actor),
                "what": VERBS.get(event.verb, event.verb),
                "number": event.subject.partition(":")[2],
            }
            for event in events
        ],
        "next_before": events[-1].pk if len(page) > PAGE_SIZE else None,
        "is_first_page": not before,
    }
    return render(request, "accounts/journal.html", context)


def _event(request: HttpRequest, pk: str) -> Event:
    found = Event.objects.of(request.organisation).filter(pk=int(pk)).first() if _is_number(pk) else None
    if found is None:
        raise Http404
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _names(events: list[Event]) -> dict[str, str]:
    """What to call the actors of these events."""
    ids = {int(event.actor.removeprefix("user:")) for event in events if event.actor.startswith("user:")}
    people = {f"user:{user.pk}": user.display_name for user in User.objects.filter(pk__in=ids)}
    gone = {f"user:{pk}": gettext("Somebody who left") for pk in ids}
    return {**gone, **{actor: str(name) for actor, name in ACTORS.items()}, **people}
