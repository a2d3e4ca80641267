from typing import Any

import pytest

from followup.rules.opening import Facts, catches, number


def facts(**changes: Any) -> Facts:
    usual = {
        "score": 3,
        "wants_contact": False,
        "comment": "Llegó tardísimo, y la caja rota",
        "language": "es-MX",
        "properties": {"branch": "Centro", "annual_value": "1200.50"},
        "in_segment": lambda pk: pk == 7,
        "themes": lambda: {"delivery": -1, "food": 1},
    }
    return Facts(**{**usual, **changes})


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({}, True),
        ({"score": [3, 3]}, True),
        ({"score": [4, 6]}, False),
        ({"contact": True}, False),
        ({"keyword": "late, TARDISIMO"}, True),
        ({"keyword": "llego"}, True),
        ({"keyword": "aja"}, False),  # in the middle of a word
        ({"keyword": "(caja"}, False),  # no regular expression
        ({"language": "es"}, True),
        ({"language": "en"}, False),
        ({"property": ["branch", "CENTRO"]}, True),
        ({"property": ["country", "CO"]}, False),
        ({"value": ["annual_value", "1200"]}, True),
        ({"value": ["annual_value", "1201"]}, False),
        ({"value": ["branch", "1"]}, False),
        ({"segment": 7}, True),
        ({"segment": 8}, False),
        ({"theme": ["delivery", "bad"]}, True),
        ({"theme": ["food", "bad"]}, False),
        ({"theme": ["food", ""]}, True),
        ({"theme": ["price", ""]}, False),
        ({"score": [0, 6], "keyword": "caja", "segment": 7}, True),
        ({"score": [0, 6], "keyword": "caja", "segment": 8}, False),
        ({"moon": "full"}, False),
    ],
)
def test_conditions(conditions, holds):
    assert catches(conditions, facts()) is holds


@pytest.mark.parametrize("text", ["", "much", "NaN", "inf"])
def test_what_is_no_number(text):
    assert number(text) is None
