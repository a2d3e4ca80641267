"""Of a person with several answers in a window the last one counts: read live, tallied, and half of each."""

import random
import threading
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Organisation
from contacts.actions.erase_contact import erase_contact
from contacts.models import Contact
from nps_app.lib.clock import Window, between, local_day
from responses.actions.refresh_tallies import refresh_tallies
from responses.models import Response, StaleRange, TallyState
from responses.queries import repeats
from responses.queries.histogram import counted, eleven_counts_by_property, every_answer
from responses.queries.recount import wrong_days
from responses.queries.slice import Slice
from surveys.models import Survey
from tests import factories
from tests.workers import Workers

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
BRANCHES, CHANNELS = ("Centro", "Norte", "Sur"), ("email", "link")


@pytest.fixture
def surveys(acme):
    acme.time_zone = "America/Bogota"
    acme.save()
    return [factories.survey(acme), factories.survey(acme)]


@pytest.fixture
def luck():
    return random.Random(7)


@pytest.fixture
def people(acme):
    return [factories.contact(acme) for _ in range(8)]


@pytest.fixture
def answers(surveys, people, luck, other):
    for _ in range(90):
        give(luck, surveys, people)
    factories.response(factories.survey(other), 0, at=START, contact=factories.contact(other))


def give(luck, surveys, people):
    return factories.response(
        luck.choice(surveys),
        luck.randrange(11),
        # Hours apart, days apart, and a year and more.
        at=START + timedelta(hours=luck.choice((luck.randrange(48), luck.randrange(24 * 800)))),
        contact=luck.choice([*people, None]),
        channel=luck.choice(CHANNELS),
        properties={"branch": luck.choice(BRANCHES)} if luck.random() < 0.9 else {},
    )


def slices(acme, surveys):
    zone = acme.zone
    windows = [None, Window(START, START + timedelta(days=200))]
    for first, days in ((0, 30), (5, 60), (300, 90), (100, 180), (-3, 365), (0, 730), (1, 45)):
        day = local_day(START, zone) + timedelta(days=first)
        windows.append(between(day, day + timedelta(days=days - 1), zone=zone))
    for window in windows:
        yield Slice(acme, window)
        yield Slice(acme, window, survey_ids=(surveys[0].pk,))
        yield Slice(acme, window, survey_ids=tuple(survey.pk for survey in surveys))
        yield Slice(acme, window, survey_ids=(surveys[1].pk,), properties=(("branch", "Norte"),))
        yield Slice(acme, window, channel="link")


def counting(slice_):
    """The answers that count, one by one: the last of each person, then the filters."""
    last = {}
    bare = Slice(slice_.organisation, slice_.window, slice_.survey_ids)
    for row in bare.responses().order_by("answered_at", "pk"):
        last[("person", row.contact_id) if row.contact_id else ("answer", row.pk)] = row
    chosen = dict(slice_.properties)
    return [
        row
        for row in last.values()
        if slice_.channel in ("", row.channel) and all(row.properties.get(k) == v for k, v in chosen.items())
    ]


def eleven(rows):
    return [sum(row.score == score for row in rows) for score in range(11)]


def check(acme, surveys):
    for slice_ in slices(acme, surveys):
        rows, found = counting(slice_), counted(slice_)
        assert found.eleven == eleven(rows), slice_
        assert found.set_aside == slice_.responses().count() - len(rows), slice_
        groups = eleven_counts_by_property(slice_, "branch")
        for branch in BRANCHES:
            its = [row for row in rows if row.properties.get("branch") == branch]
            assert groups.get(branch, [0] * 11) == eleven(its), (slice_, branch)


def refresh(organisation):
    while refresh_tallies(organisation=organisation):
        pass


def test_from_the_answers_alone(acme, surveys, answers):
    check(acme, surveys)


def test_from_the_tallies_alone(acme, surveys, answers, monkeypatch):
    refresh(acme)
    monkeypatch.setattr(repeats, "_recounted", None)
    for days in (30, 60, 90, 180, 365, 730):
        first = local_day(START, acme.zone)
        slice_ = Slice(acme, between(first, first + timedelta(days=days - 1), zone=acme.zone))
        with monkeypatch.context() as patch:
            patch.setattr(repeats, "_set_aside_live", None)
            assert sum(repeats.set_aside(slice_)[""]) == sum(every_answer(slice_)) - len(counting(slice_)) > 0
    check(acme, surveys)


def test_whatever_changes_is_right_at_once_and_after_the_sweep(acme, surveys, people, answers, luck):
    refresh(acme)
    for _ in range(3):
        for _ in range(3):
            give(luck, surveys, people)
        rows = list(Response.objects.of(acme).order_by("pk"))
        for row in luck.sample(rows, 2):
            row.delete()
        for row in luck.sample(rows, 4):
            Response.objects.of(acme).filter(pk=row.pk).update(
                score=luck.randrange(11), contact=luck.choice(people), survey=luck.choice(surveys)
            )
        check(acme, surveys)
        refresh(acme)
        check(acme, surveys)
    people[0].delete()
    check(acme, surveys)
    refresh(acme)
    state = TallyState.objects.of(acme).get()
    assert not StaleRange.objects.of(acme).exists()
    assert not [
        day
        for survey in Survey.objects.of(acme)
        for day in wrong_days(state, survey.pk, StaleRange.Kind.REPEATS)
    ]
    acme.time_zone = "Asia/Kathmandu"
    acme.save()
    check(acme, surveys)
    refresh(acme)
    check(acme, surveys)


@pytest.mark.parametrize("tallied", [False, True])
def test_day_by_day_for_rolling_windows(acme, surveys, answers, tallied):
    if tallied:
        refresh(acme)
    found = repeats.repeats_by_day(Slice(acme), days=90)
    for end in range(0, 800, 37):
        last = local_day(START, acme.zone) + timedelta(days=end)
        slice_ = Slice(acme, between(last - timedelta(days=89), last, zone=acme.zone))
        aside = sum(sum(counts) for day, counts in found.replaced.items() if day <= last)
        aside -= sum(
            sum(counts) for day, counts in found.followed.items() if day <= last - timedelta(days=90)
        )
        assert aside == counted(slice_).set_aside


def test_a_hundred_days_in_doubt_are_read_from_the_answers(acme, surveys, answers, monkeypatch):
    refresh(acme)
    monkeypatch.setattr(repeats, "MOST_STALE", 0)
    Response.objects.of(acme).exclude(contact=None).earliest("answered_at").delete()
    check(acme, surveys)


def test_a_person_of_two_surveys_counts_once_over_both_and_in_each(acme, surveys):
    ana = factories.contact(acme)
    factories.response(surveys[0], 0, at=START, contact=ana)
    factories.response(surveys[1], 10, at=START + timedelta(hours=1), contact=ana)
    assert counted(Slice(acme)).eleven[10] == sum(counted(Slice(acme)).eleven) == 1
    assert counted(Slice(acme)).set_aside == 1
    assert counted(Slice(acme, survey_ids=(surveys[0].pk,))).eleven[0] == 1


def answer_again_and_leave(luck, surveys):
    """A person known or new answers; now and then one of them asks to be erased."""
    acme = surveys[0].organisation
    known = list(Contact.objects.of(acme))
    give(luck, surveys, known if len(known) > 4 else [*known, factories.contact(acme)])
    if luck.random() < 0.2:
        erase_contact(contact=luck.choice(known), by="test", now=START)


@pytest.mark.django_db(transaction=True)
def test_erasures_under_load_while_days_are_tallied_and_moved(acme, surveys, people, answers):
    workers = Workers()
    workers.start(answer_again_and_leave, random.Random(1), surveys)
    workers.start(lambda: refresh_tallies(organisation=Organisation.objects.get(pk=acme.pk)))
    for zone in ("Asia/Tokyo", "America/Bogota"):
        threading.Event().wait(0.7)
        acme.time_zone = zone
        acme.save(update_fields=["time_zone"])
    workers.join()
    acme.refresh_from_db()
    check(acme, surveys)
    refresh(acme)
    check(acme, surveys)
