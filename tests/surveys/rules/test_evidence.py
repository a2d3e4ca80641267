from datetime import UTC, datetime, timedelta

import pytest

from surveys.rules.evidence import Proof, Verdict, Visit, judge, machine_moments

SENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = SENT + timedelta(hours=5)


def visit(seconds, score=None, method="GET", **fields):
    return Visit(LATER + timedelta(seconds=seconds), method, score, **fields)


def moments(*visits):
    return [round((moment - LATER).total_seconds()) for moment in machine_moments(visits)]


def test_three_numbers_within_a_minute_are_a_machine_two_are_a_second_thought():
    assert moments(visit(0, 3), visit(20, 4), visit(60, 5)) == [0, 20, 60]
    assert moments(visit(0, 3), visit(20, 4), visit(61, 5)) == []
    assert moments(visit(0, 3), visit(1, 4), visit(2, 3), visit(3, 4)) == []


def test_the_page_without_a_number_is_none():
    assert moments(visit(0), visit(1, 9), visit(2, 8)) == []


def test_a_burst_of_a_scanner_does_not_reach_to_the_visit_after_it():
    burst = [visit(score / 10, score) for score in range(11)]
    assert moments(*burst, visit(300, 9)) == [0] * 6 + [1] * 5


def test_head_before_get_and_prefetch_are_machines():
    assert moments(visit(0, 9, "HEAD"), visit(1, 9)) == [0, 1]
    assert moments(visit(0, 9, "HEAD"), visit(90, 9)) == []
    assert moments(visit(0, 9), visit(1, 9, "HEAD")) == []
    assert moments(visit(0, 9, is_prefetch=True), visit(30, 9)) == [0]


def verdict(
    *, after=timedelta(hours=5), waited=timedelta(minutes=30), visits=(), proof=Proof.BALANCED, **fields
):
    return judge(
        arrived_at=SENT + after,
        visits=visits,
        proof=proof,
        now=SENT + after + waited,
        **{"is_robot": False, "mails": [SENT], **fields},
    )


def test_a_quiet_visit_counts_after_half_an_hour():
    assert verdict(waited=timedelta(minutes=29, seconds=59)) == Verdict.WAIT
    assert verdict() == Verdict.COUNT


def test_what_opens_a_mail_as_it_arrives_is_a_scanner():
    assert verdict(after=timedelta(seconds=119)) == Verdict.MACHINE
    assert verdict(after=timedelta(seconds=120)) == Verdict.COUNT


def test_a_reminder_is_a_mail_as_well():
    assert verdict(mails=[SENT, SENT + timedelta(hours=5)]) == Verdict.MACHINE
    assert verdict(mails=[SENT, SENT + timedelta(hours=6)]) == Verdict.COUNT
    assert verdict(mails=[]) == Verdict.COUNT


@pytest.mark.parametrize("gap", [-60, 0, 60])
def test_a_machine_next_to_it_spoils_it(gap):
    burst = [visit(gap + sign * number, number) for sign in (-1, 1) for number in (0, 1, 2)]
    assert verdict(visits=burst) == Verdict.MACHINE


def test_a_machine_far_from_it_does_not():
    assert verdict(visits=[visit(-120 + number, number) for number in (1, 2, 3)]) == Verdict.COUNT


def test_a_browser_that_a_program_steers_is_a_machine():
    assert verdict(is_robot=True) == Verdict.MACHINE


def test_strict_counts_only_hands_and_open_does_not_mind_the_fresh_mail():
    assert verdict(proof=Proof.STRICT, waited=timedelta(minutes=29)) == Verdict.WAIT
    assert verdict(proof=Proof.STRICT) == Verdict.UNPROVEN
    assert verdict(proof=Proof.OPEN, after=timedelta(seconds=5), waited=timedelta(minutes=2)) == Verdict.COUNT
    assert verdict(proof=Proof.OPEN, waited=timedelta(seconds=119)) == Verdict.WAIT
    assert verdict(proof=Proof.OPEN, visits=[visit(0, number) for number in (1, 2, 3)]) == Verdict.MACHINE
