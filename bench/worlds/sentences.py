"""What the page has to say in each world, word for word in both languages. %s: the difference in points."""

from dataclasses import dataclass

from django.utils import translation

from bench.worlds.people import World
from reports.queries.said_words import points_words, said_words
from reports.rules.said import Claim, Reading

REGION = "es-MX"
LANGUAGES = ("en", "es")
_CAUSE = {
    "en": "This describes and proves no cause: those who already bought more also score higher.",
    "es": "Esto describe, no demuestra causa: quienes ya compraban más también puntúan más alto.",
}
_TOGETHER = {
    "en": "Saying and buying go together: promoters bought again more often than {others}, %s.",
    "es": "Decir y comprar van juntos: los promotores volvieron a comprar más que {others}, %s.",
}
_APART = {
    "en": "Saying and buying do not go together: promoters bought again less often than {others}, %s.",
    "es": "Decir y comprar no van juntos: los promotores volvieron a comprar menos que {others}, %s.",
}
_CANNOT = {
    "en": "With these data it cannot be said that promoters buy more than {others}: %s.",
    "es": "Con estos datos no se puede decir que los promotores compren más que {others}: %s.",
}
_TOO = {
    "en": "Among customers with the same past it is so too: %s.",
    "es": "Entre clientes con el mismo pasado también es así: %s.",
}
_NEITHER = {
    "en": "Among customers with the same past no difference is proven either: %s.",
    "es": "Entre clientes con el mismo pasado tampoco hay una diferencia demostrada: %s.",
}
_BUT_NONE = {
    "en": "But among customers with the same past no difference is proven: %s.",
    "es": "Pero entre clientes con el mismo pasado no hay una diferencia demostrada: %s.",
}
_AS_BEFORE = {
    "en": "But among customers with the same past nothing is proven beyond what they did before already:"
    " %s afterwards, %s before.",
    "es": "Pero entre clientes con el mismo pasado no hay nada demostrado más allá de lo que ya hacían:"
    " %s después, %s ya antes.",
}
_SCORE_HIGHER = {
    "en": " It may be that those who buy often also score higher.",
    "es": " Puede ser que quienes compran seguido también puntúen más alto.",
}
_ANSWER_MORE = {
    "en": " It may be that those who buy often also answer more readily.",
    "es": " Puede ser que quienes compran seguido también respondan más.",
}
_DETRACTORS = {"en": "detractors", "es": "los detractores"}
_SILENT = {"en": "those who stayed silent", "es": "quienes no respondieron"}
_MONEY = {
    "more": {
        "en": "Higher scores and more money go together: ",
        "es": "Puntuar más alto y gastar más van juntos: ",
    },
    "fewer": {
        "en": "Higher scores and less money go together: ",
        "es": "Puntuar más alto y gastar menos van juntos: ",
    },
    "none": {
        "en": "Score and money: no connection is proven, ",
        "es": "Puntuación y dinero: no hay relación demostrada, ",
    },
}
_PACE = {
    True: {
        "en": "All groups together: they do not buy again at the same pace (log-rank test).",
        "es": "Todos los grupos juntos: no vuelven a comprar al mismo ritmo (prueba log-rank).",
    },
    False: {
        "en": "All groups together: nothing says that they buy again at a different pace (log-rank test).",
        "es": "Todos los grupos juntos: nada indica que vuelvan a comprar a distinto ritmo (prueba log-rank).",
    },
}
_REORDERS = {
    "en": "they may have ordered again what had failed.",
    "es": "puede que hayan pedido de nuevo lo que había fallado.",
}


@dataclass(frozen=True)
class Expected:
    """Which of the sentences above a world asks for; of those on equals one will do."""

    crude: dict[str, str]
    detractors: list[list[dict[str, str]]]
    silent: list[list[dict[str, str]]]
    money: str
    differ: bool
    reorders: bool = False


EXPECTED = {
    World.MORE: Expected(_TOGETHER, [[_TOO]], [[_TOO]], "more", differ=True),
    World.SAME: Expected(_CANNOT, [[_NEITHER]], [[_NEITHER]], "none", differ=False),
    World.FREQUENT: Expected(
        _TOGETHER, [[_BUT_NONE, _SCORE_HIGHER]], [[_BUT_NONE, _ANSWER_MORE]], "more", differ=True
    ),
    World.HABIT: Expected(
        _TOGETHER,
        [[_AS_BEFORE, _SCORE_HIGHER], [_BUT_NONE, _SCORE_HIGHER]],
        [[_AS_BEFORE, _ANSWER_MORE], [_BUT_NONE, _ANSWER_MORE]],
        "more",
        differ=True,
    ),
    World.REORDERS: Expected(_APART, [[_BUT_NONE]], [[_BUT_NONE]], "fewer", differ=True, reorders=True),
}


def wrong(world: World, reading: Reading) -> list[str]:
    """Every sentence that is not the one this world asks for, in either language."""
    expected, found = EXPECTED[world], []
    for language in LANGUAGES:
        with translation.override(language):
            said = said_words(reading, REGION)
            for pair, others, equals in zip(
                said.pairs, (_DETRACTORS, _SILENT), (expected.detractors, expected.silent), strict=True
            ):
                claims = zip((pair.crude, pair.equals), pair.words, strict=True)
                wanted = [
                    [expected.crude[language].format(others=others[language])],
                    ["".join(part[language] for part in parts) for parts in equals],
                ]
                for (claim, words), sentences in zip(claims, wanted, strict=True):
                    if words not in [_filled(sentence, claim) for sentence in sentences]:
                        found.append(words)
        found += _others(said, expected, language)
    return found


def _filled(sentence: str, claim: Claim) -> str:
    """A sentence with its difference, and the one before where it tells both."""
    both = [(claim.change, claim.interval)]
    if claim.before:
        both.append((claim.before.adjusted, claim.before.interval))
    points = [points_words(change or 0.0, around, REGION) if around else "" for change, around in both]
    return sentence % (*points, "")[: sentence.count("%s")]


def _others(said, expected: Expected, language: str) -> list[str]:  # type: ignore[no-untyped-def]
    """Score and money, the pace of all groups, orders that failed, and that nothing is a cause."""
    checks = [
        (said.rank, said.rank.startswith(_MONEY[expected.money][language])),
        (said.pace, said.pace == _PACE[expected.differ][language]),
        (said.no_cause, said.no_cause == _CAUSE[language]),
        (
            said.reorders,
            said.reorders.endswith(_REORDERS[language]) if expected.reorders else not said.reorders,
        ),
    ]
    return [words for words, holds in checks if not holds]
