"""One factory per model; every field that matters to a test is an argument."""

import itertools
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Invite, Membership, Organisation, User
from contacts.models import Contact, CustomerEvent, Product, Purchase, Segment, Standing
from delivery.models import ReplyAddress, Transport
from followup.models import (
    Case,
    Cause,
    Improvement,
    ImprovementCase,
    ImprovementCause,
    ImprovementTheme,
    OpeningRule,
    Promotion,
    PromotionShare,
    Remedy,
    SavedReply,
    Team,
)
from integrations.models import ApiKey, ImportJob
from integrations.rules.api_keys import digest_of, new_key
from nps_app.lib.tokens import mail_token
from reports.models import Alert, Benchmark, Comparison, Milestone, SalesTouch, SavedView, Subscription
from responses.models import CommentTheme, OwnTheme, Response, Testimonial
from surveys.models import (
    Afterwards,
    Campaign,
    Coupon,
    CouponPool,
    EventAsk,
    Experiment,
    ExtraChoice,
    Invitation,
    Programme,
    ReferralLink,
    Survey,
    SurveyVersion,
    Trigger,
)

PASSWORD = "a-long-password-for-tests"
_numbers = itertools.count(1)

TEXTS = {
    language: {
        "question": question,
        "low": low,
        "high": high,
        "prompt": prompt,
        "prompt_detractor": f"{prompt} (0-6)",
        "prompt_passive": f"{prompt} (7-8)",
        "prompt_promoter": f"{prompt} (9-10)",
        "thanks_detractor": f"{thanks} (0-6)",
        "thanks_passive": f"{thanks} (7-8)",
        "thanks_promoter": f"{thanks} (9-10)",
        "subject": subject,
        "intro": "",
        "sms": f"{question} 0-10? {{link}} STOP",
        "sms_link": f"{question} {{link}} STOP: {{leave}}",
        "reminder_subject": f"{reminder}: {subject}",
        "reminder_intro": f"{reminder}.",
    }
    for language, question, low, high, prompt, thanks, subject, reminder in [
        (
            "en",
            "How likely are you to recommend Acme?",
            "Not at all likely",
            "Extremely likely",
            "Why?",
            "Thanks",
            "Acme: one question",
            "Reminder",
        ),
        (
            "es",
            "¿Qué tan probable es que recomiendes Acme?",
            "Nada probable",
            "Extremadamente probable",
            "¿Por qué?",
            "Gracias",
            "Acme: una pregunta",
            "Recordatorio",
        ),
    ]
}


def organisation(name: str = "Acme", slug: str | None = None, **fields: Any) -> Organisation:
    fields.setdefault("sender_name", name)
    fields.setdefault("postal_address", "Calle 1, Bogotá")
    return Organisation.objects.create(name=name, slug=slug or f"org-{next(_numbers)}", **fields)


def user(name: str, email: str | None = None, **fields: Any) -> User:
    return User.objects.create_user(email or f"{name}@example.com", PASSWORD, name=name.title(), **fields)


def member(organisation: Organisation, name: str, role: str) -> User:
    person = user(name)
    Membership.objects.create(organisation=organisation, user=person, role=role)
    return person


def invite(organisation: Organisation, email: str, by: User, role: str = "staff", **fields: Any) -> Invite:
    fields.setdefault("created_at", timezone.now())
    return Invite.objects.create(organisation=organisation, email=email, role=role, invited_by=by, **fields)


def contact(organisation: Organisation, **fields: Any) -> Contact:
    number = next(_numbers)
    now = timezone.now()
    fields.setdefault("email", f"contact{number}@example.com")
    fields.setdefault("name", f"Contact {number}")
    return Contact.objects.create(organisation=organisation, created_at=now, updated_at=now, **fields)


def product(organisation: Organisation, name: str = "Coffee", **fields: Any) -> Product:
    return Product.objects.create(organisation=organisation, name=name, **fields)


def purchase(contact: Contact, **fields: Any) -> Purchase:
    """49.90 USD, bought now."""
    now = timezone.now()
    fields = {"amount": 4990, "currency": "USD", "source": "api", "bought_at": now} | fields
    fields.setdefault("external_id", f"order-{next(_numbers)}")
    return Purchase.objects.create(
        organisation=contact.organisation, contact=contact, received_at=now, updated_at=now, **fields
    )


def sales_touch(contact: Contact, result: str = "interested", **fields: Any) -> SalesTouch:
    fields.setdefault("at", timezone.now())
    return SalesTouch.objects.create(
        organisation=contact.organisation, contact=contact, result=result, **fields
    )


def standing(contact: Contact, quadrant: str, **fields: Any) -> Standing:
    return Standing.objects.create(
        organisation=contact.organisation, contact=contact, quadrant=quadrant, stale=False, **fields
    )


def transport(organisation: Organisation, *, secrets: dict | None = None, **fields: Any) -> Transport:
    """An organisation's own way out; without more words a mail server of its own."""
    options = {"host": "127.0.0.1", "port": 25, "from_address": "surveys@acme.example"}
    options |= fields.pop("options", {})
    fields = {"channel": "email", "provider": "smtp"} | fields
    row = Transport(organisation=organisation, options=options, **fields)
    row.secrets = secrets or {}
    row.save()
    return row


def reply_address(organisation: Organisation, *, secrets: dict | None = None, **fields: Any) -> ReplyAddress:
    """Where customers answer; without more words, tested, and a mail server of one's own posts them."""
    given = {"way": "raw", "address": "case@reply.example.com", "confirmed_at": timezone.now()} | fields
    row = ReplyAddress(organisation=organisation, **given)
    row.secrets = secrets or {}
    row.save()
    return row


def segment(organisation: Organisation, name: str = "Everybody", rules: list | None = None) -> Segment:
    return Segment.objects.create(
        organisation=organisation, name=name, rules=rules or [], created_at=timezone.now()
    )


def milestone(organisation: Organisation, **fields: Any) -> Milestone:
    fields.setdefault("day", timezone.now().date())
    fields.setdefault("words", "New website")
    return Milestone.objects.create(organisation=organisation, **fields)


def saved_view(organisation: Organisation, by: User, **fields: Any) -> SavedView:
    return SavedView.objects.create(
        organisation=organisation,
        created_by=by,
        created_at=timezone.now(),
        **{"name": "Branches", "page": "dashboard", **fields},
    )


def survey(
    organisation: Organisation, owner: User | None = None, published: bool = True, **fields: Any
) -> Survey:
    fields.setdefault("name", "Customers")
    fields.setdefault("brand", "Acme")
    fields.setdefault("languages", ["es", "en"])
    row = Survey.objects.create(
        organisation=organisation, detractor_owner=owner, created_at=timezone.now(), **fields
    )
    if published:
        row.published = version(row)
        row.save()
    return row


def version(survey: Survey, number: int = 1) -> SurveyVersion:
    return SurveyVersion.objects.create(
        organisation=survey.organisation,
        survey=survey,
        number=number,
        brand=survey.brand,
        default_language=survey.default_language,
        texts={language: TEXTS[language].copy() for language in survey.languages},
        color=survey.color,
        published_at=timezone.now(),
    )


def campaign(survey: Survey, **fields: Any) -> Campaign:
    return Campaign.objects.create(
        organisation=survey.organisation,
        survey=survey,
        version=survey.published,
        launch_key=uuid.uuid4(),
        launched_at=timezone.now(),
        **{"state": Campaign.State.SENDING, **fields},
    )


def experiment(survey: Survey, differs: str = "incentive", **fields: Any) -> Experiment:
    texts = {
        "subject": {"subject": "Otra pregunta"},
        "incentive": {
            "incentive": "Un café por tu respuesta",
            "terms": "Lo da Acme hasta el 31 de diciembre.",
        },
    }.get(differs, {})
    return Experiment.objects.create(
        organisation=survey.organisation,
        survey=survey,
        differs=differs,
        seed=7,
        created_at=timezone.now(),
        **{"texts": dict.fromkeys(survey.languages, texts), **fields},
    )


def promotion(survey: Survey, **fields: Any) -> Promotion:
    texts = {"subject": "Para ti", "body": "Hola {first_name}", "button": "Ver"}
    defaults: dict[str, Any] = {
        "name": "Spring",
        "texts": {"es": texts},
        "url": "https://acme.example/offer",
        "percent_held": 50,
        "seed": 7,
        "days": 90,
        "launch_key": uuid.uuid4(),
        "launched_at": timezone.now(),
    }
    return Promotion.objects.create(organisation=survey.organisation, survey=survey, **defaults | fields)


def promotion_share(promotion: Promotion, contact: Contact, lot: str = "offered", **fields: Any) -> Any:
    return PromotionShare.objects.create(
        organisation=promotion.organisation,
        promotion=promotion,
        contact=contact,
        lot=lot,
        **{"language": "es", "drawn_at": timezone.now(), **fields},
    )


def referral_link(survey: Survey, contact: Contact | None, **fields: Any) -> ReferralLink:
    """A link for friends, of a survey that gives them."""
    afterwards(survey, refers=True, landing_url="https://shop.example/?a=1")
    return ReferralLink.objects.create(
        organisation=survey.organisation,
        survey=survey,
        contact=contact,
        **{"given_at": timezone.now(), **fields},
    )


def testimonial(response: Response, **fields: Any) -> Testimonial:
    defaults = {"quote": "They help at once", "consent": "I allow it.", "language": "en"}
    return Testimonial.objects.create(
        organisation=response.organisation,
        response=response,
        contact=response.contact,
        consented_at=timezone.now(),
        **defaults | fields,
    )


def coupon_pool(survey: Survey, name: str = "Codes", codes: Sequence[str] = ("ONE", "TWO")) -> CouponPool:
    """Codes that the survey gives for answering."""
    pool = CouponPool.objects.create(
        organisation=survey.organisation, name=name, size=len(codes), created_at=timezone.now()
    )
    Coupon.objects.bulk_create(
        Coupon(organisation=survey.organisation, pool=pool, code=code) for code in codes
    )
    afterwards(survey, pool=pool)
    return pool


def extra_choice(organisation: Organisation, question: str, name: str, **fields: Any) -> ExtraChoice:
    return ExtraChoice.objects.create(organisation=organisation, question=question, name=name, **fields)


def comparison(organisation: Organisation, due_on: date, **fields: Any) -> Comparison:
    """A quarter's comparison of which nothing is known but one company."""
    line = {"name": "Bodega Sur", "n": 20, "ours": 40, "theirs": 45, "points": -5, "low": -20, "high": 10}
    fields.setdefault(
        "table", {"rated": 20, "beside": [line | {"proven": False}], "named": [], "reasons": []}
    )
    return Comparison.objects.create(
        organisation=organisation,
        due_on=due_on,
        first=due_on - timedelta(days=91),
        last=due_on - timedelta(days=1),
        opened_at=timezone.now(),
        **fields,
    )


def afterwards(survey: Survey, **fields: Any) -> Afterwards:
    texts = {
        "es": {"reward": "Un cupón por responder", "reward_terms": "Válido hasta el 31 de diciembre."},
        "en": {"reward": "A coupon for answering", "reward_terms": "Valid until 31 December."},
    }
    row, _ = Afterwards.objects.update_or_create(
        organisation=survey.organisation, survey=survey, defaults={"texts": texts, **fields}
    )
    return row


def invitation(
    survey: Survey, contact: Contact, campaign_: Campaign | None = None, **fields: Any
) -> Invitation:
    now = timezone.now()
    fields.setdefault("state", Invitation.State.SENT)
    fields.setdefault("sent_at", now if fields["state"] == "sent" else None)
    return Invitation.objects.create(
        organisation=survey.organisation,
        campaign=campaign_ or campaign(survey),
        survey=survey,
        version=survey.published,
        contact=contact,
        language=contact.language or survey.default_language,
        planned_at=now,
        expires_at=now + timedelta(days=60),
        **fields,
    )


def response(survey: Survey, score: int, *, at: datetime | None = None, **fields: Any) -> Response:
    at = at or timezone.now()
    return Response.objects.create(
        organisation=survey.organisation,
        survey=survey,
        version=survey.published,
        score=score,
        token=mail_token(),
        answered_at=at,
        updated_at=at,
        **{"language": "es", "channel": "email", **fields},
    )


def case(response: Response, owner: User | None = None, **fields: Any) -> Case:
    return Case.objects.create(
        organisation=response.organisation,
        response=response,
        survey=response.survey,
        contact=response.contact,
        owner=owner,
        score=response.score,
        opened_at=response.answered_at,
        **{"due_at": response.answered_at + timedelta(days=2), **fields},
    )


def team(organisation: Organisation, *members: User, **fields: Any) -> Team:
    made = Team.objects.create(organisation=organisation, **{"name": "Service", **fields})
    made.members.set(members)
    return made


def opening_rule(organisation: Organisation, **fields: Any) -> OpeningRule:
    usual = {"name": "Angry", "position": 1, "conditions": {"score": [0, 3]}}
    return OpeningRule.objects.create(organisation=organisation, **{**usual, **fields})


def saved_reply(organisation: Organisation, name: str = "Sorry", **fields: Any) -> SavedReply:
    return SavedReply.objects.create(
        organisation=organisation, name=name, **{"language": "es", "text": "Hola {first_name}", **fields}
    )


def remedy(organisation: Organisation, name: str = "Refunded") -> Remedy:
    return Remedy.objects.get_or_create(organisation=organisation, name=name)[0]


def cause(organisation: Organisation, name: str = "Late delivery") -> Cause:
    return Cause.objects.create(organisation=organisation, name=name)


def improvement(organisation: Organisation, *behind: Case | Cause | str, **fields: Any) -> Improvement:
    """With the cases, causes and themes behind it."""
    fields.setdefault("created_at", timezone.now())
    made = Improvement.objects.create(organisation=organisation, **{"title": "On time", **fields})
    for row in behind:
        if isinstance(row, Case):
            ImprovementCase.objects.create(organisation=organisation, improvement=made, case=row)
        elif isinstance(row, str):
            ImprovementTheme.objects.create(organisation=organisation, improvement=made, theme=row)
        else:
            ImprovementCause.objects.create(organisation=organisation, improvement=made, cause=row)
    return made


def benchmark(organisation: Organisation, **fields: Any) -> Benchmark:
    fields = {
        "industry": "software",
        "source": "Trade association",
        "year": 2025,
        "population": "its members' customers",
        "url": "https://example.com/nps",
        "mean": 28,
        **fields,
    }
    return Benchmark.objects.create(organisation=organisation, **fields)


def alert(survey: Survey, *, told_on: date | None = None, **fields: Any) -> Alert:
    """A fall from +42 to -21 that began thirty days before it was told."""
    told_on = told_on or timezone.now().date()
    fields = {
        "direction": "drop",
        "level": "alarm",
        "changed_on": told_on - timedelta(days=30),
        "before_from": told_on - timedelta(days=395),
        **dict(zip(("before_det", "before_pas", "before_pro"), (80, 130, 290), strict=True)),
        **dict(zip(("after_det", "after_pas", "after_pro"), (25, 20, 13), strict=True)),
        "low": -78.0,
        "high": -42.0,
        "z": 5.3,
        "threshold": 4.0,
        "phi": 1.0,
        "streams": 1,
        **fields,
    }
    return Alert.objects.create(
        organisation=survey.organisation, survey=survey, told_on=told_on, told_at=timezone.now(), **fields
    )


def subscription(organisation: Organisation, user: User, **fields: Any) -> Subscription:
    fields = {"alerts": True, "digest": "weekly", **fields}
    return Subscription.objects.create(organisation=organisation, user=user, **fields)


def import_job(organisation: Organisation, filename: str = "contacts.csv", **fields: Any) -> ImportJob:
    return ImportJob.objects.create(
        organisation=organisation,
        filename=filename,
        size=100,
        kind="csv",
        uploaded_at=timezone.now(),
        **{"columns": ["email"], "mapping": {"0": "email"}, "preview": [["ana@example.com"]], **fields},
    )


def programme(survey: Survey, **fields: Any) -> Programme:
    return Programme.objects.create(
        organisation=survey.organisation, survey=survey, **{"started_at": timezone.now(), **fields}
    )


def trigger(survey: Survey, event_name: str = "purchase", **fields: Any) -> Trigger:
    return Trigger.objects.create(
        organisation=survey.organisation,
        survey=survey,
        event_name=event_name,
        **{"delay_hours": 7 * 24, "started_at": timezone.now(), **fields},
    )


def customer_event(contact: Contact, external_id: str, **fields: Any) -> CustomerEvent:
    now = timezone.now()
    return CustomerEvent.objects.create(
        organisation=contact.organisation,
        contact=contact,
        external_id=external_id,
        **{"name": "purchase", "occurred_at": now, "received_at": now, "source": "api", **fields},
    )


def event_ask(trigger: Trigger, event: CustomerEvent, **fields: Any) -> EventAsk:
    return EventAsk.objects.create(
        organisation=trigger.organisation,
        trigger=trigger,
        event=event,
        contact=event.contact,
        due_at=event.occurred_at + trigger.delay,
        **fields,
    )


def api_key(organisation: Organisation, name: str = "Shop", **fields: Any) -> ApiKey:
    prefix, key = new_key()
    row = ApiKey.objects.create(
        organisation=organisation,
        name=name,
        prefix=prefix,
        digest=digest_of(key),
        **{"scopes": ["events:write"], "created_at": timezone.now(), **fields},
    )
    row.text = key  # as it is shown once
    return row


def comment_theme(response: Response, theme: str, polarity: int = -1, **fields: Any) -> CommentTheme:
    """One theme of a comment, as its words would be read."""
    return CommentTheme.objects.create(
        organisation=response.organisation,
        response=response,
        theme=theme,
        polarity=polarity,
        **{"source": "rule", **fields},
    )


def own_theme(organisation: Organisation, name: str = "Parking", **fields: Any) -> OwnTheme:
    return OwnTheme.objects.create(
        organisation=organisation, name=name, **{"created_at": timezone.now(), **fields}
    )
