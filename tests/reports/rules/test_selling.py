import pytest

from reports.rules.selling import Known, Point, talking_points


@pytest.mark.parametrize(
    ("known", "points"),
    [
        (Known(10, True, "due", has_open_case=True), [Point.OPEN_CASE]),
        (Known(10, True, "due", has_open_case=False), [Point.THANK_QUOTE, Point.DUE]),
        (Known(9, False, "late", has_open_case=False), [Point.THANK, Point.LATE]),
        (Known(8, False, "not_yet", has_open_case=False), [Point.TO_NINE, Point.NOT_YET]),
        (Known(2, True, "", has_open_case=False), [Point.LISTEN, Point.NEVER_BOUGHT]),
        (Known(None, False, "unknown", has_open_case=False), [Point.NEVER_ASKED]),
        (Known(9, False, "due", False, paid_back=True), [Point.THANK, Point.PAID_BACK, Point.DUE]),
    ],
)
def test_what_to_talk_about(known, points):
    assert talking_points(known) == points
