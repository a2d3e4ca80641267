"""One row of everything in Acme, marked with a word nobody else may ever read, and an address for every page."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import Invite, Membership, Organisation, User
from contacts.models import Contact, Product, Segment
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from followup.models import (
    Case,
    CaseEvent,
    Cause,
    Improvement,
    OpeningRule,
    PromotionShare,
    Remedy,
    SavedReply,
    Team,
)
from integrations.actions.send_test_event import send_test_event
from integrations.models import ApiKey, ImportJob, WebhookEndpoint
from integrations.rules.webhook_signature import new_secret
from reports.models import Alert, Benchmark, Comparison, Milestone, Recipient, SavedView, Subscription
from responses.models import OwnTheme, Response, Testimonial
from surveys.models import (
    Campaign,
    CouponPool,
    Experiment,
    ExtraChoice,
    Invitation,
    Logo,
    Programme,
    ReferralLink,
    Survey,
    Trigger,
)
from tests import factories

CANARY = "canary7f3a"


@dataclass(frozen=True)
class Sample:
    """What the addresses below point to; all of it belongs to one organisation."""

    organisation: Organisation
    membership: Membership
    invite: Invite
    contact: Contact
    segment: Segment
    product: Product
    survey: Survey
    campaign: Campaign
    programme: Programme
    experiment: Experiment
    trigger: Trigger
    api_key: ApiKey
    invitation: Invitation
    response: Response
    own_theme: OwnTheme
    case: Case
    rule: OpeningRule
    team: Team
    cause: Cause
    improvement: Improvement
    remedy: Remedy
    saved_reply: SavedReply
    import_job: ImportJob
    benchmark: Benchmark
    comparison: Comparison
    extra_choice: ExtraChoice
    alert: Alert
    subscription: Subscription
    saved_view: SavedView
    milestone: Milestone
    recipient: Recipient
    pool: CouponPool
    testimonial: Testimonial
    referral: ReferralLink
    share: PromotionShare
    message: OutboundMessage
    endpoint: WebhookEndpoint
    logo: Logo


# A name such as the mail catcher of `make run` gives to its files.
CAUGHT_MAIL = "1700000000-abcdef"


def leave_caught(folder: Path) -> None:
    """What the catcher of `make run` has kept: a mail and an SMS."""
    (folder / f"{CAUGHT_MAIL}.eml").write_text("Subject: Hello\nTo: ana@example.com\n\nWell?\n")
    text = {"id": CAUGHT_MAIL, "at": 1_700_000_000.0, "to": "+573001234567", "body": "0-10?", "ref": ""}
    (folder / f"{CAUGHT_MAIL}.sms").write_text(json.dumps(text))


def sample(organisation: Organisation, owner: User) -> Sample:
    contact = factories.contact(organisation, name=f"Contact {CANARY}", email=f"{CANARY}@example.com")
    survey = factories.survey(organisation, owner, name=f"Survey {CANARY}")
    campaign = factories.campaign(survey)
    invitation = factories.invitation(survey, contact, campaign, answered_at=timezone.now())
    response = factories.response(
        survey,
        2,
        contact=contact,
        invitation=invitation,
        comment=f"Comment {CANARY}",
        wants_contact=True,
        triaged_at=timezone.now(),
    )
    case = factories.case(response, owner)
    factories.standing(contact, quadrant="yes_buys", rhythm="due", due_at=timezone.now(), score=9)
    CaseEvent.objects.create(
        organisation=organisation,
        case=case,
        at=case.opened_at,
        by=owner,
        kind="note",
        text=f"Note {CANARY}",
    )
    factories.afterwards(
        survey, shares=True, asks_quotes=True, asks_panel=True, asks_barrier=True, asks_need=True
    )
    factories.transport(organisation, options={"from_address": f"{CANARY}@example.com"})
    factories.reply_address(organisation, address=f"{CANARY}@reply.example.com")
    factories.transport(organisation, channel="sms", provider="twilio", options={"sender": CANARY})
    return Sample(
        organisation=organisation,
        membership=Membership.objects.of(organisation).exclude(user=owner).earliest("pk"),
        invite=factories.invite(organisation, f"{CANARY}@example.org", owner),
        contact=contact,
        product=factories.purchase(
            contact, product=factories.product(organisation, f"Product {CANARY}")
        ).product,
        segment=factories.segment(organisation, f"Segment {CANARY}"),
        survey=survey,
        campaign=campaign,
        programme=Programme.objects.create(
            organisation=organisation,
            survey=survey,
            started_at=timezone.now(),
            drawn_on=timezone.now().date(),
            base=900,
        ),
        experiment=factories.experiment(survey),
        trigger=_trigger(survey, contact),
        api_key=factories.api_key(organisation, f"Key {CANARY}"),
        invitation=invitation,
        response=response,
        own_theme=factories.own_theme(organisation, f"Theme {CANARY}", is_active=True),
        case=case,
        rule=(
            rule := factories.opening_rule(
                organisation,
                name=f"Rule {CANARY}",
                team=factories.team(organisation, owner, name=f"Team {CANARY}"),
            )
        ),
        team=rule.team,
        cause=(cause := factories.cause(organisation, f"Cause {CANARY}")),
        improvement=factories.improvement(
            organisation,
            case,
            cause,
            "price",
            title=f"Improvement {CANARY}",
            owner=owner,
            state="done",
            done_on=timezone.now().date(),
            done_note=f"Done {CANARY}",
            words="comment",
        ),
        saved_reply=factories.saved_reply(organisation, f"Reply {CANARY}"),
        remedy=factories.remedy(organisation, f"Remedy {CANARY}"),
        import_job=factories.import_job(organisation, f"{CANARY}.csv"),
        comparison=factories.comparison(organisation, timezone.now().date(), value=f"Value {CANARY}"),
        extra_choice=factories.extra_choice(organisation, "need", f"Storage {CANARY}"),
        benchmark=factories.benchmark(organisation, source=f"Benchmark {CANARY}"),
        milestone=factories.milestone(organisation, words=f"Milestone {CANARY}"),
        saved_view=(view := factories.saved_view(organisation, owner, name=f"View {CANARY}", token="t" * 22)),
        recipient=Recipient.objects.create(
            organisation=organisation, view=view, email=f"{CANARY}@example.net"
        ),
        share=factories.promotion_share(
            factories.promotion(survey, name=f"Offer {CANARY}", segment_name=CANARY), contact
        ),
        referral=factories.referral_link(survey, contact),
        testimonial=factories.testimonial(response, quote=f"Words {CANARY}"),
        pool=factories.coupon_pool(survey, name=f"Codes {CANARY}", codes=[CANARY]),
        alert=factories.alert(survey, group_by="branch", group=f"Branch {CANARY}"),
        subscription=factories.subscription(organisation, owner),
        message=_message(organisation),
        endpoint=_endpoint(organisation),
        logo=Logo.objects.create(organisation=organisation, digest="0" * 64, png=b"png", width=1, height=1),
    )


def _trigger(survey: Survey, contact: Contact) -> Trigger:
    trigger = factories.trigger(survey)
    factories.event_ask(trigger, factories.customer_event(contact, f"order-{CANARY}"))
    return trigger


def _message(organisation: Organisation) -> OutboundMessage:
    return enqueue(
        kind=OutboundMessage.Kind.STAFF,
        policy=OutboundMessage.Policy.RESEND,
        dedup_key="sample",
        recipient=f"{CANARY}@example.com",
        organisation=organisation,
        payload={"subject": CANARY, "text": CANARY},
        now=timezone.now(),
    )


def _endpoint(organisation: Organisation) -> WebhookEndpoint:
    row = WebhookEndpoint(
        organisation=organisation,
        url=f"https://{CANARY}.example.com/",
        events=["answer.counted"],
        created_at=timezone.now(),
    )
    row.put_secret(new_secret())
    row.save()
    send_test_event(endpoint=row, now=timezone.now())
    return row


# Address -> what its arguments are, besides `org`. An address with arguments that is missing here fails the walk.
ARGUMENTS: dict[str, Callable[[Sample], dict[str, Any]]] = {
    "accounts:accept_invite": lambda s: {"token": s.invite.token},
    "accounts:member_role": lambda s: {"pk": s.membership.pk},
    "accounts:member_remove": lambda s: {"pk": s.membership.pk},
    "accounts:invite_withdraw": lambda s: {"pk": s.invite.pk},
    "contacts:contact": lambda s: {"pk": s.contact.pk},
    "contacts:contact_edit": lambda s: {"pk": s.contact.pk},
    "contacts:contact_delete": lambda s: {"pk": s.contact.pk},
    "contacts:segment_edit": lambda s: {"pk": s.segment.pk},
    "contacts:segment_delete": lambda s: {"pk": s.segment.pk},
    "delivery:message_settle": lambda s: {"pk": s.message.pk},
    "delivery:sms_inbound": lambda s: {"key": "no-such-key"},
    "delivery:sms_status": lambda s: {"key": "no-such-key"},
    "delivery:reply_hook": lambda s: {"key": "no-such-key"},
    "delivery:own_hook": lambda s: {"provider": "postmark", "hook_key": "no-such-key"},
    "delivery:mail_hook": lambda s: {"provider": "postmark"},
    "delivery:caught_mail": lambda s: {"name": CAUGHT_MAIL},
    "delivery:caught_sms": lambda s: {"name": CAUGHT_MAIL},
    "delivery:caught_mail_html": lambda s: {"name": CAUGHT_MAIL},
    "surveys:answer": lambda s: {"token": s.invitation.token},
    "surveys:answer_score": lambda s: {"token": s.invitation.token, "score": 3},
    "surveys:signal": lambda s: {"token": s.invitation.token},
    "surveys:contact_wish": lambda s: {"token": s.invitation.token},
    "surveys:extras": lambda s: {"token": s.invitation.token},
    "surveys:thanks": lambda s: {"token": s.invitation.token},
    "surveys:reward": lambda s: {"token": s.invitation.token},
    "surveys:afterwards": lambda s: {"pk": s.survey.pk},
    "surveys:extra_choice": lambda s: {"pk": s.extra_choice.pk},
    "surveys:coupon_pool": lambda s: {"pk": s.pool.pk},
    "followup:leave_offers": lambda s: {"token": s.share.unsubscribe_token},
    "followup:passive_case": lambda s: {"pk": s.response.pk},
    "followup:offer": lambda s: {"pk": s.share.promotion_id},
    "followup:offer_stop": lambda s: {"pk": s.share.promotion_id},
    "surveys:friend": lambda s: {"token": s.invitation.token},
    "surveys:referral": lambda s: {"code": s.referral.code},
    "integrations:api_referrals": lambda s: {"code": s.referral.code},
    "responses:quote": lambda s: {"token": s.invitation.token},
    "responses:testimonial_publish": lambda s: {"pk": s.testimonial.pk},
    "surveys:panel": lambda s: {"token": s.invitation.token},
    "surveys:open_link": lambda s: {"token": s.survey.open_token},
    "surveys:unsubscribe": lambda s: {"token": s.invitation.unsubscribe_token},
    "surveys:logo": lambda s: {"digest": s.logo.digest},
    "surveys:survey": lambda s: {"pk": s.survey.pk},
    "surveys:survey_edit": lambda s: {"pk": s.survey.pk},
    "surveys:survey_copy": lambda s: {"pk": s.survey.pk},
    "surveys:sms_length": lambda s: {"pk": s.survey.pk, "language": "es", "key": "sms"},
    "surveys:preview_page": lambda s: {"pk": s.survey.pk},
    "surveys:campaign": lambda s: {"pk": s.campaign.pk},
    "surveys:campaign_progress": lambda s: {"pk": s.campaign.pk},
    "surveys:experiment": lambda s: {"pk": s.experiment.pk},
    "surveys:experiment_mail": lambda s: {"pk": s.experiment.pk, "arm": "B"},
    "surveys:trigger": lambda s: {"pk": s.trigger.pk},
    "surveys:trigger_change": lambda s: {"pk": s.trigger.pk},
    "surveys:programme": lambda s: {"pk": s.programme.pk},
    "surveys:programme_top_up": lambda s: {"pk": s.programme.pk},
    "surveys:programme_change": lambda s: {"pk": s.programme.pk},
    "surveys:campaign_pause": lambda s: {"pk": s.campaign.pk},
    "surveys:campaign_resume": lambda s: {"pk": s.campaign.pk},
    "surveys:campaign_stop": lambda s: {"pk": s.campaign.pk},
    "responses:theme_words": lambda s: {"key": s.own_theme.key},
    **{f"responses:theme_{deed}": lambda s: {"pk": s.own_theme.pk} for deed in ("ask", "start", "delete")},
    "responses:correct": lambda s: {"pk": s.response.pk},
    "responses:quote_choice": lambda s: {"pk": s.response.pk},
    "responses:response": lambda s: {"pk": s.response.pk},
    "followup:case": lambda s: {"case_id": s.case.pk},
    "followup:case_note": lambda s: {"case_id": s.case.pk},
    "followup:case_assign": lambda s: {"case_id": s.case.pk},
    "followup:case_close": lambda s: {"case_id": s.case.pk},
    **{
        f"followup:case_{deed}": lambda s: {"case_id": s.case.pk}
        for deed in ("snooze", "wake", "escalate", "merge", "seen")
    },
    "followup:case_wait": lambda s: {"case_id": s.case.pk},
    "followup:rule": lambda s: {"rule_id": s.rule.pk},
    "followup:rule_move": lambda s: {"rule_id": s.rule.pk},
    "followup:team": lambda s: {"team_id": s.team.pk},
    "followup:case_reopen": lambda s: {"case_id": s.case.pk},
    "followup:cause": lambda s: {"choice_id": s.cause.pk},
    "followup:case_reply": lambda s: {"case_id": s.case.pk},
    "followup:case_call": lambda s: {"case_id": s.case.pk},
    "followup:saved_reply": lambda s: {"reply_id": s.saved_reply.pk},
    **{
        f"followup:improvement{deed}": lambda s: {"improvement_id": s.improvement.pk}
        for deed in ("", "_edit", "_end", "_reopen", "_tell")
    },
    "followup:case_cause": lambda s: {"case_id": s.case.pk},
    "followup:case_hand_over": lambda s: {"case_id": s.case.pk},
    "followup:member_departments": lambda s: {"membership_id": s.membership.pk},
    "followup:case_take_out": lambda s: {"case_id": s.case.pk},
    "followup:case_improvement": lambda s: {"case_id": s.case.pk},
    "followup:remedy": lambda s: {"choice_id": s.remedy.pk},
    "reports:theme": lambda s: {"key": s.own_theme.key},
    "reports:alert": lambda s: {"pk": s.alert.pk},
    "reports:stop_mails": lambda s: {"token": s.subscription.token},
    "reports:comparison": lambda s: {"pk": s.comparison.pk},
    "reports:benchmark": lambda s: {"key": s.benchmark.key},
    "reports:milestone": lambda s: {"pk": s.milestone.pk},
    **{f"reports:quadrant{deed}": lambda s: {"key": "yes_buys"} for deed in ("", "_segment", "_export")},
    "reports:touch": lambda s: {"pk": s.contact.pk},
    "contacts:product": lambda s: {"pk": s.product.pk},
    "reports:saved_view": lambda s: {"pk": s.saved_view.pk},
    "reports:saved_view_share": lambda s: {"pk": s.saved_view.pk},
    "reports:saved_view_schedule": lambda s: {"pk": s.saved_view.pk},
    "reports:saved_view_delete": lambda s: {"pk": s.saved_view.pk},
    "reports:shared_report": lambda s: {"token": s.saved_view.token},
    "reports:leave_report": lambda s: {"token": s.recipient.token},
    "integrations:api_customer": lambda s: {"number": "C-2041"},
    "integrations:api_case": lambda s: {"case_id": s.case.pk},
    "integrations:api_case_notes": lambda s: {"case_id": s.case.pk},
    "integrations:api_case_close": lambda s: {"case_id": s.case.pk},
    "integrations:api_key_revoke": lambda s: {"pk": s.api_key.pk},
    "integrations:import_progress": lambda s: {"pk": s.import_job.pk},
    "integrations:import_map": lambda s: {"pk": s.import_job.pk},
    "integrations:import_problems": lambda s: {"pk": s.import_job.pk},
    **{
        f"integrations:webhook{deed}": lambda s: {"pk": s.endpoint.pk}
        for deed in ("", "_switch", "_secret", "_test", "_replay", "_delete")
    },
}
