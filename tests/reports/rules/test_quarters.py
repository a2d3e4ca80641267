from datetime import date

from reports.rules.quarters import add_months, next_due, quarter_before


def test_three_months_before_a_day():
    assert quarter_before(date(2026, 1, 1)) == (date(2025, 10, 1), date(2025, 12, 31))
    assert quarter_before(date(2026, 5, 31)) == (date(2026, 2, 28), date(2026, 5, 30))


def test_shorter_months_and_years():
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 31), -1) == date(2025, 12, 31)
    assert add_months(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_the_next_one_lies_ahead_however_late_it_was_done():
    assert next_due(date(2026, 1, 31), today=date(2026, 2, 3)) == date(2026, 4, 30)
    assert next_due(date(2026, 1, 31), today=date(2026, 8, 1)) == date(2026, 10, 31)
    assert next_due(date(2026, 1, 1), today=date(2026, 4, 1)) == date(2026, 7, 1)
