"""Who is meant by "@name" in a note. Plain Python."""

import re
from collections.abc import Mapping


def mentioned(text: str, names: Mapping[int, str]) -> list[int]:
    """Those of `names` (their names by id) whom a text names with an @, in the order of the text.

    The whole name counts, and the first one where only one person has it. Capitals do not matter. An address such
    as ana@example.com names nobody.
    """
    meant = _ways(names)
    if not meant:
        return []
    longest_first = sorted(meant, key=len, reverse=True)
    pattern = rf"(?<![\w.@])@({'|'.join(map(re.escape, longest_first))})(?!\w)"
    found = [meant[match.casefold()] for match in re.findall(pattern, text, re.IGNORECASE)]
    return list(dict.fromkeys(found))


def _ways(names: Mapping[int, str]) -> dict[str, int]:
    """Every way of writing a name that means one person only."""
    ways: dict[str, set[int]] = {}
    for pk, name in names.items():
        words = name.casefold().split()
        for way in {" ".join(words), words[0] if words else ""} - {""}:
            ways.setdefault(way, set()).add(pk)
    whole = {" ".join(name.casefold().split()) for name in names.values()}
    # A first name that is somebody's whole name is theirs.
    owners = {
        way: {pk for pk in pks if " ".join(names[pk].casefold().split()) == way} if way in whole else pks
        for way, pks in ways.items()
    }
    return {way: next(iter(pks)) for way, pks in owners.items() if len(pks) == 1}
