from surveys.rules.asked_after import tally_of


def test_waiting_asked_and_dropped_make_up_all():
    tally = tally_of(
        {
            ("waiting", ""): 3,
            ("asked", ""): 5,
            ("dropped", "too_late"): 1,
            ("dropped", "asked_recently"): 4,
        }
    )
    assert (tally.waiting, tally.asked, tally.dropped_count, tally.total) == (3, 5, 5, 13)
    assert list(tally.dropped) == ["asked_recently", "too_late"]
    assert tally_of({}).total == 0
