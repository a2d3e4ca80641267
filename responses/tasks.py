import logging
import time
from datetime import timedelta

from celery import shared_task
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Organisation
from contacts.actions.learn_rhythms import learn_rhythms
from contacts.actions.match_purchases import match_purchases
from contacts.models import Standing
from nps_app.lib import embedding
from nps_app.lib.troubles import troubles_told
from responses.actions.embed_theme_name import embed_theme_name
from responses.actions.forget_held_answers import forget_held_answers
from responses.actions.keep_model_answer import keep_model_answer
from responses.actions.learn_themes import learn_themes
from responses.actions.notice_answers import notice_answers
from responses.actions.read_comments import read_comments, unread
from responses.actions.refresh_standings import refresh_standings
from responses.actions.refresh_tallies import refresh_tallies as refresh_next_tallies
from responses.actions.settle_answer import settle_answer
from responses.models import (
    ModelAccess,
    OwnTheme,
    ProvisionalAnswer,
    StaleRange,
    TallyState,
    ThemeCorrection,
    ThemeSettings,
)
from responses.queries.model_batch import model_batch
from responses.queries.themes import theme_settings, themes_of
from responses.transports.embedder import embed_comments, release_when_idle
from responses.transports.language_model import ask
from surveys.actions.forget_visits import forget_visits
from surveys.rules.evidence import FRESH

logger = logging.getLogger(__name__)
SETTLE_SECONDS = 20
TALLY_SECONDS = STANDING_SECONDS = 50
# Every minute the answers of the last hours are looked at; what is changed later is noticed once a day.
FRESH_ANSWERS = timedelta(hours=2)
READ_SECONDS = 20
NAMES = 100


@shared_task
def settle_held_answers() -> None:
    """Decide which scores that arrived without a hand on the page are a person's."""
    deadline = time.monotonic() + SETTLE_SECONDS
    now = timezone.now()
    due = ProvisionalAnswer.objects.filter(
        state=ProvisionalAnswer.State.PROVISIONAL, arrived_at__lte=now - FRESH
    )
    for row in due.select_related("organisation").order_by("arrived_at").iterator(chunk_size=200):
        settle_answer(provisional=row, now=now)
        if time.monotonic() > deadline:
            return


@shared_task
def forget_old_visits() -> None:
    """Delete what tells machines from people once it is older than 30 days."""
    now = timezone.now()
    forget_visits(now=now)
    forget_held_answers(now=now)


@shared_task
def refresh_tallies() -> None:
    """Tally the days that changed. What is not reached in time is read live until the next sweep."""
    stop_at = time.monotonic() + TALLY_SECONDS
    waiting = Exists(StaleRange.objects.filter(organisation=OuterRef("pk")))
    outdated = Q(pk__in=TallyState.objects.outdated().values("organisation"))
    for organisation in Organisation.objects.filter(waiting | outdated).order_by("pk"):
        with troubles_told(logger, "organisation %s could not be tallied", organisation.pk):
            while refresh_next_tallies(organisation=organisation) and time.monotonic() < stop_at:
                pass


@shared_task
def keep_standings() -> None:
    """Reckon where customers stand who answered, bought, or whose time has come."""
    stop_at = time.monotonic() + STANDING_SECONDS
    now = timezone.now()
    Standing.objects.filter(turns_at__lte=now, stale=False).update(stale=True)
    for organisation in Organisation.objects.order_by("pk"):
        notice_answers(organisation=organisation, since=now - FRESH_ANSWERS)
        while refresh_standings(organisation=organisation, now=now) and time.monotonic() < stop_at:
            pass


@shared_task
def look_through_purchases() -> None:
    """Once a day: the rhythms of products, purchases whose customers have appeared, answers changed long after."""
    now = timezone.now()
    for organisation in Organisation.objects.order_by("pk"):
        match_purchases(organisation=organisation, now=now)
        learn_rhythms(organisation=organisation)
        notice_answers(organisation=organisation, since=None)


@shared_task
def read_new_comments() -> None:
    """Find the themes of comments that came or changed, and of all of them where words or themes changed."""
    stop_at = time.monotonic() + READ_SECONDS
    release_when_idle()
    _read_names()
    for organisation in Organisation.objects.order_by("pk"):
        with troubles_told(logger, "the comments of organisation %s could not be read", organisation.pk):
            settings = theme_settings(organisation)
            while unread(organisation, settings.edition).exists() and time.monotonic() < stop_at:
                embed = embed_comments() if settings.by_meaning else None
                if not read_comments(organisation=organisation, embed=embed):
                    break  # another worker has them


def _read_names() -> None:
    """What the names of own themes mean, where that is not known yet."""
    without = ThemeSettings.objects.filter(by_meaning=False).values("organisation")
    waiting = OwnTheme.objects.filter(name_vector=None).exclude(organisation__in=without)
    if embedding.is_on() and waiting.exists() and (embed := embed_comments()):
        for theme in waiting.order_by("pk")[:NAMES]:
            embed_theme_name(theme=theme, embed=embed)


@shared_task
def learn_from_corrections() -> None:
    """Try what corrections teach, where enough of them are new."""
    now = timezone.now()
    for organisation in Organisation.objects.filter(pk__in=ThemeCorrection.objects.values("organisation")):
        with troubles_told(logger, "organisation %s could not learn from its corrections", organisation.pk):
            learn_themes(organisation=organisation, now=now)


@shared_task
def ask_models() -> None:
    """Ask the language models that organisations switched on about comments without a theme."""
    stop_at = time.monotonic() + READ_SECONDS
    for access in ModelAccess.objects.filter(is_on=True).select_related("organisation").order_by("pk"):
        while access.may_ask(timezone.now().date()) and time.monotonic() < stop_at:
            batch = model_batch(access.organisation)
            if not batch:
                break
            names = {key: theme.name("en") for key, theme in themes_of(access.organisation).items()}
            heard = ask(access, names, [text for _, text in batch])
            keep_model_answer(
                access=access,
                asked=[row for row, _ in batch],
                labels=heard.labels if heard else None,
                tokens=heard.tokens if heard else 0,
                today=timezone.now().date(),
            )
            access.refresh_from_db()
