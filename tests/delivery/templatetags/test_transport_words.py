import pytest

from delivery.rules.breaker import Cause
from delivery.templatetags.transport_words import CAUSES, cause_words


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_is_told_in_words(cause):
    assert cause in CAUSES
    assert cause_words(cause) != cause
