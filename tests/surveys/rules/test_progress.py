from surveys.rules.progress import progress_of


def test_nothing_yet():
    progress = progress_of({})
    assert (progress.total, progress.to_send, progress.handled, progress.rate) == (0, 0, 0, None)


def test_numbers_add_up():
    progress = progress_of(
        {"planned": 1, "sent": 6, "uncertain": 2, "skipped": 3, "failed": 4, "cancelled": 5, "answered": 2}
    )
    assert (progress.total, progress.to_send, progress.handled) == (21, 18, 17)
    assert (progress.asked, progress.rate) == (8, 25.0)
