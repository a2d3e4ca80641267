"""In which of five languages a comment is written, by its small words."""

from collections.abc import Sequence
from typing import Final

LANGUAGES: Final = ("es", "en", "pt", "fr", "de")
SMALL: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "es": "el la los las un una unos unas de del y en que es muy no con por para se lo le les me mi su sus al pero"
        " fue ha han hay mas como esta estan este esto todo todos si te tu yo ya nos desde sin sobre cuando porque"
        " son era ser hacer tiene tienen donde muy bien siempre nunca nada ni o a ellos ella nadie solo tan tambien"
        " hasta hace ahora aun e esa ese eso q xq pq k llego estaba estuvo",
        "en": "the a an and of to in is was it i my me you your we our they them their this that these"
        " those for with on"
        " at not but very are were be been have has had do did does don't dont no so as from by or if all would"
        " will can could when what which who there here just get got too more than then up out about after again"
        " never always really its im ive ill cant didnt u",
        "pt": "o os a as um uma de do da dos das em no na nos nas que e muito nao com por para se me meu minha seu sua"
        " mas foi esta estao este isso tudo voce voces ja ate quando porque sao ser tem ter onde bem sempre nunca"
        " nada ou eu eles ela pelo pela mais ainda so ao fiquei recebi foram estava gostei otimo comprei pra",
        "fr": "le la les un une des du de et en que qui est tres ne pas avec pour sur se me mon ma mes son sa"
        " ses au aux"
        " mais ete ont il elle ils elles je j vous nous on ce cette ces c qu l d n s tout tous plus comme dans"
        " par sans jamais toujours rien ou bien trop etait sont avoir fait a y suis ai",
        "de": "der die das ein eine einen einem einer und in ist war sehr nicht mit fur auf ich mein meine mir mich sie"
        " er es wir uns ihr euch aber auch von zu zum zur bei nach im am dem den des hat haben habe hatte wurde"
        " wird werden kann wenn als noch nur schon so alles kein keine wie was immer nie man sind sein bin aus",
    }.items()
}


def stopword_counts(words: Sequence[str]) -> dict[str, int]:
    """How many small words of each language there are."""
    return {language: sum(word in small for word in words) for language, small in SMALL.items()}
