"""By which properties the answers of an organisation are tallied."""

import json
from collections.abc import Collection
from itertools import combinations

from accounts.models import Organisation
from responses.queries.property_values import MOST_VALUES, values_seen
from responses.queries.tallied import grouping_of

MOST_NAMES = 5
# A filter on one property beside a comparison by another needs both together; not where that is most of a day.
MOST_PAIRS = 200


def groupings(organisation: Organisation, *, kept: Collection[str]) -> list[str]:
    """No property, each filter property alone, and pairs of them. What is tallied already is kept.

    Only a property that has become free text is dropped: one that is rare lately still has its past.
    """
    seen = values_seen(organisation)
    too_many = {name for name, values in seen.items() if len(values) > MOST_VALUES}
    fit = [name for name, values in sorted(seen.items()) if 1 < len(values) <= MOST_VALUES]
    already = [name for name in fit if grouping_of([name]) in kept]
    names = [*already, *(name for name in fit if name not in already)][:MOST_NAMES]
    pairs = [pair for pair in combinations(names, 2) if len(seen[pair[0]]) * len(seen[pair[1]]) <= MOST_PAIRS]
    wanted = [
        grouping_of([]),
        *(grouping_of([name]) for name in names),
        *(grouping_of(pair) for pair in pairs),
    ]
    still = [grouping for grouping in kept if not too_many.intersection(json.loads(grouping))]
    return [*wanted, *(grouping for grouping in still if grouping not in wanted)]
