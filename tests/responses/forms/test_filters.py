from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from responses.forms.filters import FiltersForm
from tests import factories

NOW = datetime(2026, 3, 10, 3, tzinfo=UTC)  # still the ninth in Bogotá


def form(acme, address=""):
    return FiltersForm(QueryDict(address), organisation=acme)


def days(form_):
    window = form_.slice(NOW).window
    return window and (window.start.date(), window.end.date())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", (date(2025, 12, 10), date(2026, 3, 10))),
        ("period=30d", (date(2026, 2, 8), date(2026, 3, 10))),
        ("period=all", None),
        ("from=2026-01-05&to=2026-01-06", (date(2026, 1, 5), date(2026, 1, 7))),
        ("period=century", (date(2025, 12, 10), date(2026, 3, 10))),
        ("from=2026-01-09&to=2026-01-06", (date(2025, 12, 10), date(2026, 3, 10))),
        ("from=x", (date(2025, 12, 10), date(2026, 3, 10))),
        ("from=2026-01-05", (date(2025, 12, 10), date(2026, 3, 10))),
    ],
)
def test_period_is_local_days(acme, address, expected):
    assert days(form(acme, address)) == expected


def test_everything_comes_from_the_address(acme):
    one, two = factories.survey(acme), factories.survey(acme)
    slice_ = form(acme, f"survey={one.pk}&survey={two.pk}&channel=link&prop_branch=Centro").slice(NOW)
    assert set(slice_.survey_ids) == {one.pk, two.pk}
    assert (slice_.channel, slice_.properties) == ("link", (("branch", "Centro"),))


def test_survey_of_another_organisation_is_refused(acme, other):
    theirs = factories.survey(other)
    filters = form(acme, f"survey={theirs.pk}")
    assert not filters.is_valid()
    assert filters.slice(NOW).survey_ids == ()


@pytest.mark.parametrize(
    "address", ["survey=x", "channel=pigeon", "prop_branch=%00", "prop_%00=x", "from=9999-99-99"]
)
def test_nonsense_never_breaks(acme, address):
    assert form(acme, address).slice(NOW).responses().count() == 0
