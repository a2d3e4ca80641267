"""docs/SENDING.md and its Spanish sister explain every state and every reason, in the words of the screen."""

import pytest
from django.utils import translation

from delivery.templatetags.message_words import REASONS, STATES
from nps_app.lib.handbook import source_of


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_state_and_reason_has_its_row(language):
    guide = source_of("SENDING", language)
    with translation.override(language):
        rows = {code: f"| **{words}** |" for code, words in STATES.items()}
        rows |= {code: f"| {words} |" for code, words in REASONS.items()}
    missing = {code: row for code, row in rows.items() if row not in guide}
    assert missing == {}, (
        "Add a row to the table of states or reasons: what is on screen, and what to do about it."
    )
