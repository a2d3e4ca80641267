import pytest

from followup.rules.mentions import mentioned

NAMES = {1: "Ana López", 2: "Ana Ruiz", 3: "Olga", 4: "Jean-Luc Picard", 5: "Olga Niño"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Olga please look", [3]),
        ("ask @ana lópez, and @OLGA.", [1, 3]),
        ("(@Ana Ruiz)", [2]),
        ("@Ana knows", []),  # which of the two?
        ("@Olga Niño and not the other Olga", [5]),
        ("@Jean-Luc?", [4]),
        ("@Olga @Olga", [3]),
        ("write to ana@olga.example", []),
        ("@@Olga", []),
        ("@Olgas", []),
        ("nobody", []),
        ("@", []),
    ],
)
def test_who_is_meant(text, people):
    assert mentioned(text, NAMES) == people


def test_nobody_can_be_meant_where_there_is_nobody():
    assert mentioned("@Olga", {}) == []
    assert mentioned("@Olga", {1: ""}) == []
