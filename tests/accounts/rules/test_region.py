import pytest

from accounts.rules.region import region_of


@pytest.mark.parametrize(
    ("accept_language", "language", "region"),
    [
        ("es-CO,es;q=0.9,en;q=0.8", "es", "es-CO"),
        ("es-co", "es", "es-CO"),
        ("en-US,en;q=0.9,es-MX;q=0.8", "es", "es-MX"),
        ("en-US,en;q=0.9", "en", "en-US"),
        ("es", "es", "es-419"),
        ("", "en", "en-GB"),
        ("es-CO", "en", "en-GB"),
        ("en-XX", "en", "en-GB"),
        (";;,,\x00", "pt", "en-GB"),
    ],
)
def test_the_first_region_of_the_interface_language_is_taken(accept_language, language, region):
    assert region_of(accept_language, language) == region
