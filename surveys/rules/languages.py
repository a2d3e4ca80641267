"""Which of a survey's languages a person reads."""

from collections.abc import Iterable, Sequence


def choose(offered: Sequence[str], wishes: Iterable[str], *, default: str) -> str:
    """The first wish that the survey offers ("es-mx" is content with "es"); the default where none is."""
    for wish in wishes:
        for candidate in (wish.lower(), wish.lower().split("-")[0]):
            if candidate in offered:
                return candidate
    return default if default in offered else offered[0]


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    wanted = []
    for place, part in enumerate(header[:400].split(",")):
        name, _, quality = part.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            continue
        if name and name != "*" and weight > 0:
            wanted.append((-weight, place, name.strip().lower()))
    return [name for _, _, name in sorted(wanted)]
