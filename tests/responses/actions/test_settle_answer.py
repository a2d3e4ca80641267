from datetime import timedelta

import pytest
from django.utils import timezone

from responses.actions.confirm_answer import confirm_answer
from responses.actions.forget_held_answers import forget_held_answers
from responses.actions.hold_answer import hold_answer
from responses.actions.record_answer import record_answer
from responses.actions.settle_answer import settle_answer
from responses.models import ProvisionalAnswer, Response, Revision
from responses.tasks import forget_old_visits, settle_held_answers
from surveys.actions.note_visit import note_visit
from surveys.models import Invitation, LinkHit
from tests import factories

NOW = timezone.now()
HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def invitation(acme, olga):
    contact = factories.contact(acme, properties={"branch": "Centro"})
    survey = factories.survey(acme, owner=olga)
    return factories.invitation(survey, contact, sent_at=NOW - timedelta(days=1))


def hold(invitation, score=9, *, at=NOW, visit="a", **fields):
    return hold_answer(
        invitation=invitation,
        score=score,
        language="es",
        visit=visit,
        now=at,
        **{"evidence": "dwell", **fields},
    )


def confirm(invitation, score, *, at=NOW, layout="email"):
    return confirm_answer(
        invitation=invitation,
        score=score,
        layout=layout,
        language="es",
        wants_contact=False,
        visit=f"hand{score}",
        now=at,
    )


def visits(invitation, scores, *, at=NOW, method="GET"):
    for number, score in enumerate(scores):
        note_visit(
            invitation=invitation,
            method=method,
            score=score,
            network="203.0.113.0/24",
            browser="b" * 16,
            is_prefetch=False,
            now=at + timedelta(milliseconds=number),
        )


def test_a_quiet_visit_becomes_an_answer_of_the_moment_it_was_made(invitation):
    row = hold(invitation)
    assert not Response.objects.exists()
    assert settle_answer(provisional=row, now=NOW + HALF_HOUR - timedelta(seconds=1)) is None
    stored = settle_answer(provisional=row, now=NOW + HALF_HOUR)
    row.refresh_from_db()
    assert (stored.score, stored.answered_at, stored.layout, stored.properties) == (
        9, NOW, "email", {"branch": "Centro"},
    )  # fmt: skip
    assert row.state == "counted"
    assert settle_answer(provisional=row, now=NOW + HALF_HOUR) is None
    assert Response.objects.count() == 1


def test_one_page_tells_its_score_once(invitation):
    hold(invitation)
    hold(invitation, evidence="leave", is_robot=True)
    row = ProvisionalAnswer.objects.get()
    assert (row.evidence, row.is_robot, row.arrived_at) == ("leave", True, NOW)


def test_a_machines_visit_is_kept_and_uses_nothing_up(invitation):
    visits(invitation, range(11))
    row = hold(invitation)
    assert settle_answer(provisional=row, now=NOW) is None
    row.refresh_from_db()
    assert row.state == "machine"
    later = hold(invitation, 3, at=NOW + timedelta(hours=1), visit="b")
    assert settle_answer(provisional=later, now=NOW + timedelta(hours=2)).score == 3


def test_a_hand_goes_before_what_was_only_looked_at(invitation):
    row = hold(invitation, 10)
    confirm(invitation, 2, at=NOW + timedelta(minutes=1))
    assert settle_answer(provisional=row, now=NOW + HALF_HOUR) is None
    row.refresh_from_db()
    assert row.state == "replaced"
    assert Response.objects.get().score == 2


def test_a_look_never_changes_an_answer(invitation):
    record_answer(invitation=invitation, score=2, language="es", now=NOW)
    row = hold(invitation, 10)
    invitation.answered_at = None  # as somebody saw it who came too early
    settle_answer(provisional=row, now=NOW + HALF_HOUR)
    assert Response.objects.get().score == 2
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    ("proof", "state"), [("strict", "unproven"), ("balanced", "counted"), ("open", "counted")]
)
def test_the_organisation_decides_how_sure_it_must_be(invitation, acme, proof, state):
    acme.answer_proof = proof
    acme.save()
    row = hold(invitation)
    settle_answer(provisional=row, now=NOW + HALF_HOUR)
    row.refresh_from_db()
    assert row.state == state
    assert Response.objects.exists() == (state == "counted")


def test_a_link_that_has_expired_counts_nothing(invitation):
    Invitation.objects.update(expires_at=NOW)
    row = hold(invitation)
    settle_answer(provisional=row, now=NOW + HALF_HOUR)
    row.refresh_from_db()
    assert row.state == "replaced"
    assert not Response.objects.exists()


def test_a_comment_sent_without_proof_is_counted_with_it(invitation):
    row = hold(invitation, 1, comment="Nadie contesta", wants_contact=True, evidence="sent")
    stored = settle_answer(provisional=row, now=NOW + HALF_HOUR)
    assert (stored.comment, stored.wants_contact) == ("Nadie contesta", True)


def test_three_numbers_confirmed_within_a_minute_are_taken_back(invitation):
    for number, score in enumerate((0, 1)):
        at = NOW + timedelta(seconds=number)
        assert confirm(invitation, score, at=at) is not None
        visits(invitation, [score], at=at, method="HAND")
    assert confirm(invitation, 2, at=NOW + timedelta(seconds=5)) is None
    assert not Response.objects.exists()
    assert ProvisionalAnswer.objects.get().state == "machine"
    # The person comes later.
    assert confirm(invitation, 9, at=NOW + timedelta(hours=1)).score == 9


def test_a_person_who_chooses_again_and_again_on_one_page_is_believed(invitation):
    for score in (1, 2, 3, 4):
        assert confirm(invitation, score, layout="page") is not None
    assert Response.objects.get().score == 4


def test_the_sweeps(invitation, acme):
    old = NOW - timedelta(days=31)
    Invitation.objects.update(sent_at=old - timedelta(days=1))
    hold(invitation, 4, at=old, visit="old")
    visits(invitation, [4, 5], at=old)
    visits(invitation, [4])
    settle_held_answers()
    assert Response.objects.get().score == 4
    hold(invitation, 5, visit="new")
    forget_old_visits()
    assert list(ProvisionalAnswer.objects.values_list("visit", flat=True)) == ["new"]
    assert LinkHit.objects.count() == 1
    assert forget_held_answers(now=NOW) == 0
