import random
from datetime import timedelta

import pytest
from django.utils import timezone

from responses.models import ProvisionalAnswer
from responses.queries.machine_visits import Domain, machine_visits
from surveys.models import LinkHit
from surveys.rules.evidence import Visit, machine_moments
from tests import factories

NOW = timezone.now()
START = NOW - timedelta(days=30)


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def invite(survey, acme):
    def make(email):
        return factories.invitation(survey, factories.contact(acme, email=email))

    return make


def visit(invitation, score=None, *, at=None, method="GET", **fields):
    return LinkHit.objects.create(
        organisation=invitation.organisation,
        invitation=invitation,
        at=at or NOW - timedelta(hours=1),
        method=method,
        score=score,
        **fields,
    )


def found(organisation):
    return machine_visits(organisation, start=START, end=NOW)


def test_machines_by_domain_and_what_they_would_have_answered(acme, other, survey, invite):
    scanned, person, gone, held = map(
        invite, ("a@Bank.example", "b@bank.example", "c@x.example", "d@y.example")
    )
    for score in range(11):
        visit(scanned, score, at=NOW - timedelta(hours=1, seconds=-score))
    visit(person, 9)
    sent_at = NOW - timedelta(minutes=1)  # after the look
    factories.response(survey, 8, invitation=person, contact=person.contact, at=sent_at)
    visit(gone, 3, is_prefetch=True)
    gone.contact.delete()
    visit(held, 0)
    ProvisionalAnswer.objects.create(
        organisation=acme, invitation=held, visit="a", score=0, language="es", evidence="dwell",
        state="machine", arrived_at=NOW - timedelta(hours=1),
    )  # fmt: skip
    quiet = invite("e@z.example")
    factories.response(survey, 5, invitation=quiet, at=NOW - timedelta(days=1))
    shown = found(acme)
    assert shown.domains == [Domain("", 1, 1), Domain("bank.example", 2, 1), Domain("y.example", 1, 1)]
    assert (shown.opened, shown.by_machine, shown.held) == (4, 3, {"machine": 1})
    assert shown.counted == [0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0]
    assert shown.opened_as_answers == [1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1]
    assert found(other).opened == 0


def test_the_window_is_half_open(acme, invite):
    for number, at in enumerate((START - timedelta(microseconds=1), START, NOW)):
        visit(invite(f"{number}@x.example"), 5, at=at)
    assert found(acme).opened == 1


@pytest.mark.parametrize("seed", range(15))
def test_it_sees_the_machines_that_the_rule_sees(acme, invite, seed):
    dice = random.Random(seed)
    expected = 0
    for number in range(4):
        invitation = invite(f"{number}@x.example")
        visits = []
        for _ in range(dice.randint(1, 6)):
            at = NOW - timedelta(seconds=dice.choice([60, 100, 120, 150, 180, 300]))
            one = Visit(
                at, dice.choice(["GET", "GET", "HEAD"]), dice.choice([None, 1, 2, 3]), dice.random() < 0.05
            )
            visit(invitation, one.score, at=one.at, method=one.method, is_prefetch=one.is_prefetch)
            visits.append(one)
        expected += bool(machine_moments(visits))
    assert found(acme).by_machine == expected
