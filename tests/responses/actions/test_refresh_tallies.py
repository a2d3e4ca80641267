"""Tallies are a shortcut: with them and without them, every number is the same, whatever happened in between."""

import random
import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Organisation
from contacts.models import Contact
from nps_app.lib.clock import Window, between
from reports.actions.create_sample_data import create_sample_data
from reports.queries.response_rate import response_rate
from responses.actions import refresh_tallies as steps
from responses.actions.refresh_tallies import refresh_tallies
from responses.maths import scale
from responses.models import InvitationTally, Response, StaleRange, Tally, TallyState
from responses.queries.histogram import eleven_counts, eleven_counts_by_property
from responses.queries.slice import Slice
from responses.queries.tallied import tallied_answers, tallied_invitations
from responses.queries.trend import counts_by_day, counts_by_month, counts_by_week
from responses.tasks import refresh_tallies as sweep
from surveys.actions.remove_sample_data import remove_sample_data
from surveys.models import Invitation, Survey
from tests import factories
from tests.workers import Workers

BOGOTA = ZoneInfo("America/Bogota")
BRANCHES, PLANS = ("Centro", "Norte", "Sur"), ("Oro", "Plata")


def refresh(organisation):
    while refresh_tallies(organisation=organisation):
        pass


def by_hand(slice_):
    """Counted one by one in Python, from the rows."""
    counts = [0] * len(scale.SCORES)
    for score in slice_.responses().values_list("score", flat=True):
        counts[score] += 1
    return counts


def by_hand_per(slice_, name):
    groups = {}
    for score, properties in slice_.responses().values_list("score", "properties"):
        if name in properties:
            groups.setdefault(properties[name], [0] * len(scale.SCORES))[score] += 1
    return groups


def invited_by_hand(slice_):
    rows = Invitation.objects.of(slice_.organisation).filter(sent_at__isnull=False)
    rows = rows.filter(survey_id__in=slice_.survey_ids) if slice_.survey_ids else rows
    if slice_.properties:
        rows = rows.filter(contact__properties__contains=dict(slice_.properties))
    if slice_.window:
        rows = rows.filter(sent_at__gte=slice_.window.start, sent_at__lt=slice_.window.end)
    found = list(rows.values_list("answered_at", flat=True))
    return len(found), sum(at is not None for at in found)


def slices(organisation):
    zone = organisation.zone
    surveys = list(Survey.objects.of(organisation).values_list("pk", flat=True))
    march = between(date(2026, 3, 3), date(2026, 3, 20), zone=zone)
    crooked = Window(datetime(2026, 3, 4, 5, 30, tzinfo=UTC), datetime(2026, 3, 18, 17, 1, tzinfo=UTC))
    hour = Window(datetime(2026, 3, 9, 11, tzinfo=UTC), datetime(2026, 3, 9, 12, tzinfo=UTC))
    for window in (None, march, crooked, hour):
        for survey_ids in ((), (surveys[0],), (surveys[-1],)):
            yield Slice(organisation, window, survey_ids)
        yield Slice(organisation, window, channel="link")
        yield Slice(organisation, window, properties=(("branch", "Norte"),))
        yield Slice(organisation, window, properties=(("branch", "Norte"), ("plan", "Oro")))
        yield Slice(organisation, window, (surveys[0],), "email", (("plan", "Plata"),))


def assert_every_number_is_right(organisation):
    for slice_ in slices(organisation):
        counts = by_hand(slice_)
        assert eleven_counts(slice_) == counts, slice_
        for name in ("branch", "plan"):
            assert eleven_counts_by_property(slice_, name) == by_hand_per(slice_, name), slice_
        for periods in (counts_by_day(slice_), counts_by_week(slice_), counts_by_month(slice_)):
            whole = [sum(column) for column in zip(*(period.eleven for period in periods), strict=True)]
            assert (whole or [0] * 11) == counts, slice_
        if slice_.channel in {"", "email"}:
            rate = response_rate(slice_)
            assert (rate.invited, rate.answered) == invited_by_hand(slice_), slice_


def answer(survey, rng, **fields):
    at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(60 * 24 * 25))
    properties = {"branch": rng.choice(BRANCHES), "plan": rng.choice(PLANS), "note": str(rng.random())}
    if rng.random() < 0.1:
        properties = {}
    fields = {"at": at, "channel": rng.choice(["email", "link"]), "properties": properties, **fields}
    return factories.response(survey, rng.randrange(11), **fields)


@pytest.fixture
def rng():
    return random.Random(11)


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture
def answers(acme, other, survey, rng):
    second = factories.survey(acme)
    foreign = factories.survey(other)
    campaign = factories.campaign(survey)
    rows = [answer(rng.choice([survey, survey, second]), rng) for _ in range(150)]
    for row in rows[:60]:
        sent_at = row.answered_at - timedelta(hours=rng.randrange(80))
        answered_at = row.answered_at if rng.random() < 0.5 else None
        factories.invitation(
            survey,
            factories.contact(acme, properties=row.properties),
            campaign,
            sent_at=sent_at,
            answered_at=answered_at,
        )
    for _ in range(20):
        answer(foreign, rng)
    return rows


def test_numbers_are_the_same_without_and_with_tallies(acme, other, answers):
    assert_every_number_is_right(acme)
    refresh(acme)
    assert_every_number_is_right(acme)
    assert not StaleRange.objects.of(acme).exists()
    assert StaleRange.objects.of(other).exists()
    assert tallied_answers(Slice(acme)).live is None
    assert tallied_answers(Slice(acme, properties=(("plan", "Oro"),)), by="branch").live is None
    assert tallied_invitations(Slice(acme)).live is None


def test_sweeping_again_changes_nothing(acme, answers):
    refresh(acme)
    before = list(Tally.objects.of(acme).order_by("pk").values())
    refresh(acme)
    assert list(Tally.objects.of(acme).order_by("pk").values()) == before


def test_an_answer_counts_the_moment_it_is_in_and_only_its_day_is_read_live(acme, survey, answers, rng):
    refresh(acme)
    answer(survey, rng, at=datetime(2026, 3, 9, 17, tzinfo=UTC))
    closed = tallied_answers(Slice(acme))
    assert Response.objects.of(acme).filter(closed.live).count() < 20
    assert_every_number_is_right(acme)
    refresh(acme)
    assert_every_number_is_right(acme)


def test_edits_moves_erasures_and_deletions(acme, survey, answers):
    refresh(acme)
    one, two, three, four = answers[:4]
    one.score = 10 - one.score if one.score != 5 else 4
    one.save()
    two.answered_at -= timedelta(days=9)
    two.save()
    Response.objects.filter(pk=three.pk).update(properties={})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM responses_response WHERE id = %s", [four.pk])
    Invitation.objects.of(acme).filter(answered_at=None).update(answered_at=timezone.now())
    Invitation.objects.of(acme).first().delete()
    Contact.objects.of(acme).first().delete()
    Contact.objects.of(acme).filter(properties__plan="Oro").update(properties={"plan": "Plata"})
    assert_every_number_is_right(acme)
    refresh(acme)
    assert_every_number_is_right(acme)


def test_what_changes_no_count_makes_no_work(acme, answers):
    refresh(acme)
    Response.objects.of(acme).update(triaged_at=timezone.now(), comment="visto", contact=None)
    Invitation.objects.of(acme).update(state=Invitation.State.UNCERTAIN)
    Contact.objects.of(acme).update(name="Otra")
    assert not StaleRange.objects.of(acme).exists()


def test_a_survey_with_all_its_answers_is_deleted(acme, survey, answers):
    refresh(acme)
    survey.delete()
    assert_every_number_is_right(acme)
    refresh(acme)
    assert_every_number_is_right(acme)
    assert not Tally.objects.of(acme).filter(survey_id=survey.pk).exists()
    assert not InvitationTally.objects.of(acme).filter(survey_id=survey.pk).exists()


def test_sample_data_leaves_no_count_behind(acme, olga):
    create_sample_data(organisation=acme, by=olga, now=timezone.now())
    refresh(acme)
    assert sum(eleven_counts(Slice(acme))) > 0
    remove_sample_data(organisation=acme, by=olga, now=timezone.now())
    assert sum(eleven_counts(Slice(acme))) == 0
    refresh(acme)
    assert sum(eleven_counts(Slice(acme))) == 0
    assert not Tally.objects.of(acme).exists()


def test_another_time_zone_has_other_days(acme, answers):
    refresh(acme)
    acme.time_zone = "Asia/Kathmandu"
    acme.save(update_fields=["time_zone"])
    assert_every_number_is_right(acme)
    sweep()
    assert TallyState.objects.of(acme).get().time_zone == "Asia/Kathmandu"
    assert tallied_answers(Slice(acme)).live is None
    assert_every_number_is_right(acme)


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Madrid", date(2026, 3, 28)),  # 23 hours
        ("America/New_York", date(2026, 10, 31)),  # 25 hours
        ("America/Santiago", date(2026, 9, 5)),  # midnight is left out
        ("America/Havana", date(2026, 10, 31)),  # midnight comes twice
        ("Australia/Lord_Howe", date(2026, 4, 4)),  # half an hour
        ("Asia/Kathmandu", date(2026, 3, 28)),  # 5:45
    ],
)
def test_days_of_23_and_25_hours(zone, first, db):
    organisation = factories.organisation(time_zone=zone)
    survey = factories.survey(organisation)
    begin = between(first, first, zone=organisation.zone).start.astimezone(UTC)
    for quarter in range(4 * 24 * 3):
        factories.response(survey, quarter % 11, at=begin + timedelta(minutes=15 * quarter))
    refresh(organisation)
    days = [between(day, day, zone=organisation.zone) for day in (first, first + timedelta(days=1))]
    for window in days:
        slice_ = Slice(organisation, window)
        assert tallied_answers(slice_).live is None
        assert eleven_counts(slice_) == by_hand(slice_)
    whole = Slice(organisation, between(first, first + timedelta(days=1), zone=organisation.zone))
    assert [sum(period.eleven) for period in counts_by_day(whole)] == [
        sum(by_hand(Slice(organisation, window))) for window in days
    ]


def test_a_property_seen_later_is_tallied_from_then_on_for_all_days(acme, survey, rng):
    for _ in range(20):
        answer(survey, rng, properties={"branch": rng.choice(BRANCHES)})
    refresh(acme)
    for _ in range(20):
        answer(survey, rng, properties={"branch": rng.choice(BRANCHES), "land": rng.choice(["CO", "MX"])})
    slice_ = Slice(acme)
    refresh(acme)
    assert tallied_answers(slice_, by="land").live is None
    assert eleven_counts_by_property(slice_, "land") == by_hand_per(slice_, "land")
    assert_every_number_is_right(acme)


def test_verify_finds_what_is_wrong_and_repair_mends_it(acme, answers, capsys):
    refresh(acme)
    call_command("verify_tallies")
    assert "Every tally is right." in capsys.readouterr().out
    tally = Tally.objects.of(acme).order_by("day")[3]
    tally.eleven[7] += 1
    tally.save()
    InvitationTally.objects.of(acme).first().delete()
    Tally.objects.create(
        organisation=acme, survey_id=tally.survey_id, day=date(2020, 1, 1), channel="email",
        grouping="[]", segment={}, eleven=[1] * 11,
    )  # fmt: skip
    with pytest.raises(CommandError, match="3 days are wrong"):
        call_command("verify_tallies")
    call_command("verify_tallies", repair=True)
    call_command("verify_tallies")
    assert_every_number_is_right(acme)


def test_verify_knows_the_organisation(acme):
    with pytest.raises(CommandError, match="no organisation nobody"):
        call_command("verify_tallies", organisation="nobody")


def change_something(survey, rng):
    with transaction.atomic():
        answer(survey, rng)
        row = Response.objects.of(survey.organisation).filter(survey=survey).order_by("?").first()
        deed = rng.randrange(4)
        if deed == 0:
            Response.objects.filter(pk=row.pk).update(score=rng.randrange(11))
        elif deed == 1:
            Response.objects.filter(pk=row.pk).update(properties={"branch": rng.choice(BRANCHES)})
        elif deed == 2:
            Response.objects.filter(pk=row.pk).delete()
        else:
            contact = Contact.objects.of(survey.organisation).order_by("?")[:1].values("pk")
            Contact.objects.filter(pk__in=contact).update(properties={"branch": rng.choice(BRANCHES)})
            sent_at = row.answered_at - timedelta(hours=rng.randrange(80))
            Invitation.objects.of(survey.organisation).filter(contact__in=contact).update(sent_at=sent_at)


def nothing_is_ever_missing(still):
    """Whatever others do to their answers: these forty do not change, so no moment may show another number."""
    organisation = Organisation.objects.get(pk=still.organisation_id)
    slice_ = Slice(organisation, survey_ids=(still.pk,))
    assert sum(eleven_counts(slice_)) == 40
    assert sum(map(sum, eleven_counts_by_property(slice_, "branch").values())) == 40
    assert sum(sum(period.eleven) for period in counts_by_week(slice_)) == 40


def doubt_and_refresh(still):
    organisation = Organisation.objects.get(pk=still.organisation_id)
    Response.objects.of(organisation).filter(survey=still).update(score=5)
    Response.objects.of(organisation).filter(survey=still).update(score=7)
    refresh_tallies(organisation=organisation)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["_next_round", "_remove", "_tally"])
def test_an_answer_committed_between_two_steps_of_a_sweep_is_not_lost(acme, survey, rng, monkeypatch, name):
    """The worst moments there are: an answer of the same hour becomes visible after this step."""
    at = datetime(2026, 3, 9, 17, 10, tzinfo=UTC)
    answer(survey, rng, at=at)
    refresh(acme)
    answer(survey, rng, at=at)

    step = getattr(steps, name)

    def then_one_more(*args):
        done = step(*args)
        thread = threading.Thread(target=lambda: (answer(survey, rng, at=at), connection.close()))
        thread.start()
        thread.join()
        return done

    with monkeypatch.context() as patch:
        patch.setattr(steps, name, then_one_more)
        refresh_tallies(organisation=acme)
    assert sum(eleven_counts(Slice(acme))) == Response.objects.of(acme).count() == 3
    refresh(acme)
    assert tallied_answers(Slice(acme)).live is None
    assert_every_number_is_right(acme)


@pytest.mark.django_db(transaction=True)
def test_under_load_every_number_is_right_in_the_end(acme, survey, answers):
    still = factories.survey(acme)
    for number in range(40):
        answer(still, random.Random(number), properties={"branch": BRANCHES[number % 3]})
    workers = Workers()
    for seed in range(3):
        workers.start(change_something, survey, random.Random(seed))
    workers.start(doubt_and_refresh, still)
    workers.start(lambda: refresh_tallies(organisation=Organisation.objects.get(pk=acme.pk)))
    workers.start(nothing_is_ever_missing, still)
    for zone in ("Asia/Tokyo", "America/Bogota", "Europe/Madrid"):
        threading.Event().wait(0.7)
        acme.time_zone = zone
        acme.save(update_fields=["time_zone"])
    threading.Event().wait(0.5)
    workers.join()
    assert_every_number_is_right(acme)
    sweep()
    assert tallied_answers(Slice(acme)).live is None
    assert_every_number_is_right(acme)
    call_command("verify_tallies")
