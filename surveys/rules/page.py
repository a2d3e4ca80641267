"""Everything the public page shows, decided before any template: the same for customers and for the preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveys.rules import texts
from surveys.rules.chrome import chrome
from surveys.rules.colour import Palette, palette
from surveys.rules.wording import fill


@dataclass(frozen=True)
class Frame:
    """What surrounds each public page: brand, logo, language, colours."""

    language: str
    offered: Sequence[str]
    brand: str
    words: Mapping[str, str]
    colours: Palette
    logo: str = ""  # address of the picture
    logo_size: tuple[int, int] = (0, 0)

    @property
    def others(self) -> list[tuple[str, str]]:
        """The survey's other languages: code and name."""
        return [(code, texts.LANGUAGES.get(code, code)) for code in self.offered if code != self.language]


@dataclass(frozen=True)
class Question:
    """The page with the question."""

    frame: Frame
    texts: Mapping[str, str]
    action: str = ""
    score: str = ""  # chosen, as text: what was typed comes back even when it was no score
    comment: str = ""
    wants_contact: bool = False
    asks_contact: bool = False
    is_change: bool = False
    notice: str = ""
    reward: Sequence[str] = ()  # what there is for answering, and its terms
    layout: str = "page"
    key: str = ""
    signal: str = ""  # where the script tells that a score was chosen; none on an open link
    nonce: str = ""
    errors: Sequence[tuple[str, str]] = field(default=())  # id of the field, message
    is_closed: bool = False  # shown, but cannot be sent

    @property
    def scores(self) -> list[tuple[str, str, bool]]:
        """Each number, its category (only its prompt depends on it; the scale has no colours), whether it is chosen."""
        return [
            (
                str(number),
                "detractor" if number <= 6 else "passive" if number <= 8 else "promoter",
                str(number) == self.score,
            )
            for number in range(11)
        ]

    @property
    def privacy(self) -> str:
        mode = "privacy_identified" if self.asks_contact else "privacy_anonymous"
        return self.frame.words[mode].format(brand=self.frame.brand)


def frame(
    *,
    language: str,
    offered: Sequence[str],
    brand: str,
    address: str,
    color: str,
    logo: str = "",
    logo_size: tuple[int, int] = (0, 0),
) -> Frame:
    """The frame of a survey's pages in one language."""
    return Frame(
        language=language,
        offered=offered,
        brand=brand,
        words=chrome(language, address),
        colours=palette(color),
        logo=logo,
        logo_size=logo_size,
    )


def reward_of(words: Mapping[str, str], frame: Frame) -> list[str]:
    """What is promised for answering, that the score plays no part in it, and the terms. Empty without a promise."""
    if not words.get("incentive"):
        return []
    promised = fill(words["incentive"], {"brand": frame.brand})
    terms = fill(words.get("terms", ""), {"brand": frame.brand})
    return [promised, " ".join(filter(None, [frame.words["reward_for_all"], terms]))]


def shown_texts(frozen: Mapping[str, str], *, brand: str) -> dict[str, str]:
    """The texts as the page shows them. No names on the page: a link can be forwarded."""
    return {
        key: fill(text, {"brand": brand}) if "{" in text else text
        for key, text in frozen.items()
        if isinstance(text, str)
    }
