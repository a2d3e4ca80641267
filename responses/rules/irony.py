"""Praise that is none: "Excelente, tres horas esperando." with a 1."""

from dataclasses import replace
from typing import Final

from responses.rules.polarity import Mood

IRONIC_UP_TO: Final = 3  # the score
CHEERS: Final = frozenset(
    {
        "genial",
        "excelente",
        "maravilloso",
        "maravillosa",
        "fantastico",
        "perfecto",
        "estupendo",
        "bravo",
        "felicitaciones",
        "felicidades",
        "gracias",
        "brillante",
        "increible",
        "fenomenal",
        "bonito",
        "lindo",
        "great",
        "wonderful",
        "lovely",
        "brilliant",
        "fantastic",
        "perfect",
        "excellent",
        "amazing",
        "congratulations",
        "thanks",
        "thank",
        "nice",
        "super",
        "awesome",
        "otimo",
        "maravilha",
        "parabens",
        "obrigado",
        "formidable",
        "felicitations",
        "merci",
        "toll",
        "wunderbar",
        "klasse",
        "danke",
        "herzlichen",
    }
)
LOOK_AT: Final = 4  # words of a part


def without_irony(mood: Mood, score: int | None) -> Mood:
    """The same with its cheers turned round, where somebody who gives almost nothing cheers and then complains.

    A "but" says that both are meant.
    """
    if score is None or score > IRONIC_UP_TO or mood.contrasted or not mood.leanings:
        return mood
    complains = any(value < 0 for _, value in mood.leanings)
    cheering = {
        mood.part[place] for place, word in enumerate(mood.words) if word in CHEERS and _is_early(mood, place)
    }
    if not complains or not cheering:
        return mood
    turned = [
        (place, -0.5 if value > 0 and mood.part[place] in cheering else value)
        for place, value in mood.leanings
    ]
    return replace(mood, leanings=turned)


def _is_early(mood: Mood, place: int) -> bool:
    return place < LOOK_AT or mood.part[place - LOOK_AT] != mood.part[place]
