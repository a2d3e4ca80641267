"""docs/SENDING.md and its Spanish sister explain what the linters of `make lint-mail` still find."""

from bench.mail.lint import GUIDES, differences, explained


def test_both_guides_explain_the_same_findings():
    english, spanish = map(explained, GUIDES)
    assert len(english) > 20
    assert english == spanish


def test_a_finding_without_a_row_and_a_row_without_a_finding_are_named():
    found = explained(GUIDES[0]) - {"@media"} | {"position"}
    assert differences(found, GUIDES[0]) == [
        "not explained in SENDING.md: position",
        "no longer found, but in SENDING.md: @media",
    ]
