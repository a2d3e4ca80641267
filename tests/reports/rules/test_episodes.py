"""One alert per change, and how it ends."""

import random

from bench import alerts
from reports.rules.alerting import Direction, Level, Past, Thresholds
from reports.rules.episodes import End, History, Open, next_step
from responses.maths.score import Counts

ONE = Thresholds(streams=1)
GOOD, MIDDLING, BAD = Counts(1, 1, 8), Counts(3, 2, 5), Counts(5, 2, 3)


def run(daily, since=150):
    """Every morning from `since` on; what was told and ended on which day."""
    past, history, seen = Past(daily), History(), []
    for today in range(since, len(daily)):
        step = next_step(past, today, ONE, history)
        open_, last, earlier, looked_at = history.open_, history.last, history.earlier, history.looked_at
        if step.end:
            seen.append((today, str(step.end)))
            open_ = None
        if step.tell:
            found = step.tell
            seen.append((today, f"{found.direction} {found.level} {found.day}"))
            open_ = Open(found.direction, found.level, found.day, found.before, found.after)
            if found.level is Level.ALARM:
                last, earlier = found.day, last
            else:
                looked_at = today
        history = History(open_, last, earlier, looked_at)
    return seen


def told(seen):
    return [what.split()[0] for _, what in seen if "alarm" in what]


def test_a_fall_that_stays_is_told_once_and_becomes_the_usual_score():
    seen = run([GOOD] * 200 + [BAD] * 700)
    assert told(seen) == ["drop"]
    assert seen[-1][1] == "usual"


def test_a_fall_that_ends_is_told_with_its_recovery_and_no_more():
    seen = run([GOOD] * 200 + [BAD] * 60 + [GOOD] * 400)
    assert told(seen) == ["drop", "rise"]
    assert "recovered" in [what for _, what in seen]
    assert seen[-1][1] == "usual"


def test_a_second_fall_after_the_first_is_told_anew():
    seen = run([GOOD] * 200 + [MIDDLING] * 100 + [BAD] * 60)
    assert told(seen) == ["drop", "drop"]
    assert abs(int(next(what for _, what in reversed(seen) if "alarm" in what).split()[2]) - 300) <= 3
    assert "superseded" in [what for _, what in seen]


def test_worth_a_look_becomes_proven_or_fades():
    past = Past([GOOD] * 60 + [MIDDLING] * 7)
    watch = History(Open(Direction.DROP, Level.WATCH, 60, GOOD, MIDDLING))
    step = next_step(past, 66, ONE, watch)
    assert (step.end, step.tell.level) == (End.CONFIRMED, Level.ALARM)
    assert next_step(Past([GOOD] * 200), 199, ONE, watch).end is End.FADED


def test_worth_a_look_is_told_once():
    past = Past([GOOD] * 60 + [MIDDLING] * 5)
    assert next_step(past, 64, ONE, History()).tell.level is Level.WATCH
    assert next_step(past, 64, ONE, History(looked_at=63)).tell is None


def test_a_year_of_chance_after_a_fall_tells_it_once():
    """Twenty answers a week, by chance, not by the book."""
    for number in range(5):
        rng = random.Random(number)
        daily = alerts.days(rng, 20, alerts.USUAL, 365) + alerts.days(rng, 20, alerts.FALLEN, 365)
        seen = run(daily, 365)
        assert told(seen)[0] == "drop"
        assert len(told(seen)) == 1, seen
