"""Every row belongs to an organisation, and every read of such a table starts with .of(organisation)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from accounts.models import Organisation, User
from accounts.models.owned import Owned
from delivery.models import OutboundMessage, Transport

BASE = Path(settings.BASE_DIR)
FLOORS = (
    "views",
    "forms",
    "access.py",
    "adapter.py",
    "actions",
    "queries",
    "channels",
    "transports",
    "api_v1",
    "tasks.py",
)
# Tables that belong to no single organisation.
SHARED = {
    "accounts.User": "a person may be in several organisations",
    "accounts.Organisation": "is one",
    "nps_app.Heartbeat": "about the machinery",
    "delivery.Transport": "has an organisation, except for the server's own mail settings",
    "delivery.OutboundMessage": "has an organisation, except for a password mail to somebody who is in none",
}
# What may follow `Model.objects.` besides `.of(...)`: new rows name their organisation, the database insists;
# `none` reads nothing.
HARMLESS = {"create", "bulk_create", "none"}
SWEEP = "a timed task's work over all organisations; it shows nothing to anybody"
IN_HAND = "reads or changes the row it was given once more, under a lock or a condition"
ITS_ROWS = "the rows of the row it was given"
TOKEN = "an unguessable token is the key"
# "file: Model.method" -> why it may read across organisations, or by another key.
READS = {
    "responses/actions/choose_quote.py: QuoteChoice.update_or_create": "names its organisation among the keys",
    "accounts/access.py: Membership.filter": "the door itself: finds the organisation of the address",
    "accounts/views/home.py: Membership.filter": "a person's own memberships",
    "accounts/views/accept_invite.py: Invite.open_with": TOKEN,
    "accounts/actions/accept_invite.py: Invite.select_for_update": TOKEN,
    "accounts/adapter.py: Invite.open_with": TOKEN,
    "accounts/tasks.py: Invite.expired": SWEEP,
    "contacts/actions/suppress.py: Suppression.get_or_create": "names its organisation among the keys",
    "delivery/actions/claim.py: OutboundMessage.filter": SWEEP,
    "delivery/actions/close_message.py: OutboundMessage.filter": IN_HAND,
    "delivery/actions/pump.py: OutboundMessage.filter": IN_HAND,
    "delivery/actions/enqueue.py: OutboundMessage.get": "the row it has just written, by its unique key",
    "delivery/actions/hold_messages.py: OutboundMessage.filter": "the rows the caller names",
    "delivery/actions/release_messages.py: OutboundMessage.filter": "the rows the caller names",
    "delivery/actions/settle_uncertain.py: OutboundMessage.select_for_update": IN_HAND,
    "surveys/actions/reconcile_invitations.py: LinkHit.filter": SWEEP,
    "surveys/actions/unsubscribe_by_mail.py: Invitation.filter": TOKEN,
    "followup/actions/triage_response.py: Response.real": SWEEP,
    "reports/tasks.py: Observed.values_list": SWEEP,
    "reports/actions/observe_customers.py: Observed.get_or_create": "names its organisation among the keys",
    "followup/tasks.py: Response.real": SWEEP,
    "followup/tasks.py: Case.filter": SWEEP,
    "followup/tasks.py: ReplyAddress.filter": SWEEP,
    "delivery/views/reply_hook.py: ReplyAddress.select_related": TOKEN,
    "responses/tasks.py: Standing.filter": SWEEP,
    "followup/tasks.py: DueReminding.filter": SWEEP,
    "followup/views/leave_offers.py: DueReminder.filter": TOKEN,
    "followup/actions/send_promotions.py: DueReminder.filter": "the row a message in hand names",
    "followup/actions/save_due_reminding.py: DueReminding.update_or_create": "names its organisation among the keys",
    "followup/tasks.py: Case.open": SWEEP,
    "followup/tasks.py: Promotion.filter": SWEEP,
    "followup/actions/send_promotions.py: PromotionShare.filter": "the row that the message in hand is about",
    "followup/views/leave_offers.py: PromotionShare.filter": TOKEN,
    "followup/tasks.py: Case.to_tell": SWEEP,
    "followup/tasks.py: Case.to_wake": SWEEP,
    "followup/actions/save_calendar.py: WorkingCalendar.update_or_create": "names its organisation among the keys",
    "integrations/actions/claim_import.py: ImportJob.filter": SWEEP,
    "delivery/actions/enqueue_email.py: Membership.filter": "finds out which organisation a person is in",
    "delivery/actions/note_mail_event.py: OutboundMessage.select_for_update": "a signed reference names the row",
    "delivery/queries/ways_out.py: OutboundMessage.filter": SWEEP,
    "delivery/queries/ways_out.py: Transport.filter": "the pump's work over all organisations; names them elsewhere",
    "delivery/actions/note_failure.py: Transport.annotate": IN_HAND,
    "delivery/actions/note_failure.py: Transport.get_or_create": "the server's own, which is nobody's",
    "delivery/actions/note_success.py: Transport.annotate": IN_HAND,
    "delivery/actions/put_back.py: OutboundMessage.filter": IN_HAND,
    "delivery/actions/take_share.py: Transport.annotate": IN_HAND,
    "delivery/actions/give_back.py: Transport.filter": IN_HAND,
    "delivery/actions/take_turn.py: Transport.filter": IN_HAND,
    "delivery/queries/broken_ways.py: Transport.filter": "the organisation's and the server's own, which is nobody's",
    "delivery/queries/resting.py: MailEvent.filter": "a batch of many organisations, each row matched with its own",
    "delivery/views/caught_sms.py: OutboundMessage.filter": "a trial only; a signed reference names the row",
    "delivery/views/sms_hook.py: Transport.select_related": TOKEN,
    "delivery/actions/claim_hooks.py: OutboundMessage.filter": SWEEP,
    "integrations/actions/deliver_webhooks.py: WebhookDelivery.filter": IN_HAND,
    "integrations/actions/deliver_webhooks.py: WebhookEndpoint.filter": SWEEP,
    "integrations/queries/due_again.py: WebhookEndpoint.filter": SWEEP,
    "reports/tasks.py: ComparisonPlan.filter": SWEEP,
    "integrations/actions/forget_events.py: OutboundMessage.filter": SWEEP,
    "integrations/actions/forget_events.py: WebhookDelivery.filter": SWEEP,
    "integrations/actions/forget_events.py: WebhookEvent.filter": SWEEP,
    "integrations/actions/note_attempt.py: WebhookEndpoint.select_for_update": IN_HAND,
    "integrations/actions/spread_events.py: OutboundMessage.filter": "the rows it has just written",
    "integrations/actions/spread_events.py: WebhookEndpoint.filter": "those of the organisations of the events in hand",
    "integrations/actions/spread_events.py: WebhookEvent.filter": SWEEP,
    "integrations/actions/spread_events.py: WebhookEvent.bulk_update": IN_HAND,
    "delivery/views/mail_hook.py: OutboundMessage.all": "the server's own provider speaks of every message",
    "delivery/views/mail_hook.py: Transport.select_related": TOKEN,
    "integrations/actions/clear_old_imports.py: ImportChunk.filter": SWEEP,
    "integrations/actions/clear_old_imports.py: ImportJob.filter": SWEEP,
    "integrations/actions/clear_old_imports.py: ImportProblem.filter": SWEEP,
    "integrations/actions/finish_import.py: ImportJob.select_for_update": IN_HAND,
    "integrations/actions/import_batch.py: ImportJob.select_for_update": IN_HAND,
    "integrations/actions/run_import.py: ImportJob.filter": IN_HAND,
    "reports/actions/mail_report.py: SavedView.select_for_update": IN_HAND,
    "reports/queries/shared_view.py: SavedView.filter": TOKEN,
    "reports/tasks.py: SavedView.filter": SWEEP,
    "reports/views/leave_report.py: Recipient.filter": TOKEN,
    "responses/actions/forget_held_answers.py: ProvisionalAnswer.filter": SWEEP,
    "responses/actions/refresh_tallies.py: TallyState.get_or_create": "names its organisation among the keys",
    "responses/tasks.py: StaleRange.filter": SWEEP,
    "reports/actions/look_for_changes.py: ScoreWatch.get_or_create": "names its organisation among the keys",
    "reports/tasks.py: ScoreWatch.filter": SWEEP,
    "reports/views/stop_mails.py: Subscription.filter": TOKEN,
    "responses/tasks.py: TallyState.outdated": SWEEP,
    "responses/actions/answer_theme_question.py: ThemeCorrection.update_or_create": "names its organisation",
    "responses/actions/learn_themes.py: ThemeModel.update_or_create": "names its organisation among the keys",
    "responses/actions/learn_themes.py: ThemeSettings.select_for_update": "names its organisation among the keys",
    "responses/actions/next_edition.py: ThemeSettings.select_for_update": "names its organisation among the keys",
    "responses/actions/start_own_theme.py: ThemeModel.update_or_create": "names its organisation among the keys",
    "responses/actions/keep_model_answer.py: ModelAccess.select_for_update": IN_HAND,
    "responses/tasks.py: ModelAccess.filter": SWEEP,
    "responses/tasks.py: OwnTheme.filter": SWEEP,
    "responses/tasks.py: ThemeSettings.filter": SWEEP,
    "responses/tasks.py: ThemeCorrection.values": SWEEP,
    "responses/actions/correct_themes.py: Response.select_for_update": IN_HAND,
    "responses/actions/keep_extras.py: ExtraAnswer.update_or_create": "names its organisation among the keys",
    "responses/actions/record_answer.py: Response.select_for_update": IN_HAND,
    "responses/queries/asked.py: Campaign.select_related": "of the invitation that the token names",
    "responses/queries/asked.py: Invitation.select_related": TOKEN,
    "responses/queries/asked.py: SurveyVersion.select_related": "of the invitation that the token names",
    "responses/queries/asked.py: Response.filter": TOKEN,
    "responses/queries/asked.py: Survey.filter": TOKEN,
    "responses/tasks.py: ProvisionalAnswer.filter": SWEEP,
    "surveys/actions/forget_visits.py: LinkHit.filter": SWEEP,
    "surveys/actions/finish_campaigns.py: Campaign.filter": SWEEP,
    "surveys/actions/finish_campaigns.py: Invitation.filter": SWEEP,
    "surveys/actions/note_outcome.py: Invitation.filter": "the row that the message in hand is about",
    "surveys/actions/pause_troubled.py: Campaign.filter": SWEEP,
    "surveys/actions/plan_invitations.py: Invitation.filter": ITS_ROWS,
    "surveys/actions/earn_customer.py: EarnedCustomer.get_or_create": "names its organisation among the keys",
    "surveys/views/friend.py: ReferralLink.of_code": TOKEN,
    "responses/actions/give_testimonial.py: Testimonial.update_or_create": "names its organisation among the keys",
    "surveys/actions/save_afterwards.py: Afterwards.update_or_create": "names its organisation among the keys",
    "surveys/actions/change_programme.py: Programme.select_for_update": IN_HAND,
    "surveys/actions/ask_after_events.py: EventAsk.bulk_update": IN_HAND,
    "surveys/actions/change_trigger.py: Trigger.select_for_update": IN_HAND,
    "surveys/actions/record_event.py: CustomerEvent.get_or_create": "names its organisation among the keys",
    "surveys/tasks.py: EventAsk.filter": SWEEP,
    "surveys/tasks.py: Trigger.filter": SWEEP,
    "integrations/api_v1/authentication.py: ApiKey.filter": "the key itself names its organisation",
    "surveys/tasks.py: Programme.filter": SWEEP,
    "surveys/actions/pause_campaign.py: Campaign.select_for_update": IN_HAND,
    "surveys/actions/pause_campaign.py: Invitation.filter": ITS_ROWS,
    "surveys/actions/resume_campaign.py: Campaign.select_for_update": IN_HAND,
    "surveys/actions/plan_reminders.py: Invitation.filter": SWEEP,
    "surveys/actions/reconcile_invitations.py: Invitation.filter": SWEEP,
    "surveys/actions/reconcile_invitations.py: OutboundMessage.filter": SWEEP,
    "surveys/actions/send_invitations.py: Invitation.select_related": "the row that the message in hand is about",
    "surveys/actions/stop_campaign.py: Campaign.select_for_update": IN_HAND,
    "surveys/actions/stop_campaign.py: Invitation.filter": ITS_ROWS,
    "surveys/tasks.py: Campaign.filter": SWEEP,
    "surveys/views/unsubscribe.py: Invitation.filter": TOKEN,
    "surveys/views/logo.py: Logo.filter": "a logo is public, and its name is the digest of its content",
}


def owned_models() -> dict[str, type[Model]]:
    """Tables whose rows have an organisation, by name."""
    return {model.__name__: model for model in our_models() if hasattr(model._default_manager, "of")}


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in {"nps_app", *settings.ROOMS}]


def test_every_table_belongs_to_an_organisation():
    assert {model._meta.label for model in our_models() if not issubclass(model, Owned)} == set(SHARED)


def test_no_row_can_be_without_its_organisation():
    for model in our_models():
        if issubclass(model, Owned):
            assert not model._meta.get_field("organisation").null, model


def test_rows_point_to_people_or_to_rows_of_an_organisation():
    for model in owned_models().values():
        for field in model._meta.local_fields:
            if field.is_relation:
                assert issubclass(
                    field.related_model, Owned | User | Organisation | OutboundMessage | Transport
                ), f"{model.__name__}.{field.name}"


def sources() -> Iterator[Path]:
    for room in settings.ROOMS:
        for floor in FLOORS:
            path = BASE / room / floor
            yield from [path] if path.is_file() else path.rglob("*.py")


def unowned_reads(tree: ast.AST, models: set[str]) -> Iterator[str]:
    """`Model.objects.method` for every read that does not start with .of, and shortcuts given a bare model."""
    starts = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id in models
        ):
            method = starts.get(id(node), node.attr)
            if method != "of" and method not in HARMLESS:
                yield f"{node.value.id}.{method}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"get_object_or_404", "get_list_or_404"}
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id in models
        ):
            yield f"{node.args[0].id}.{node.func.id}"


def found_reads() -> set[str]:
    models = set(owned_models())
    return {
        f"{path.relative_to(BASE)}: {read}"
        for path in sources()
        for read in unowned_reads(ast.parse(path.read_text()), models)
    }


def test_every_read_starts_with_its_organisation():
    assert found_reads() - set(READS) == set(), "Start with .of(organisation), or say in READS why not."


def test_the_list_of_exceptions_is_not_stale():
    assert set(READS) - found_reads() == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Case.objects.of(organisation).get(pk=1)", []),
        ("Case.objects.create(organisation=o)", []),
        ("Case.objects.filter(pk=1)", ["Case.filter"]),
        ("Case.objects.all()", ["Case.all"]),
        ("get_object_or_404(Case, pk=pk)", ["Case.get_object_or_404"]),
        ("get_object_or_404(Case.objects, pk=pk)", ["Case.objects"]),
        ("rows = Case._default_manager.get(pk=pk)", ["Case.get"]),
        ("User.objects.filter(pk=1)", []),
    ],
)
def test_the_check_sees(code, found):
    assert list(unowned_reads(ast.parse(code), {"Case"})) == found
