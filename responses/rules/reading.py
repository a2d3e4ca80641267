"""Reads one comment: its language, its themes, and how it speaks of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from responses.rules.irony import without_irony
from responses.rules.languages import LANGUAGES, SMALL, stopword_counts
from responses.rules.learning import Features, Model, features_of
from responses.rules.matching import Hit, Matcher, entry_parts
from responses.rules.polarity import clashes, mood_matcher, mood_of, polarity
from responses.rules.spelling import Speller
from responses.rules.taxonomy import Theme, moods, ordinary
from responses.rules.text import Tokens, tokens

MASK = "!"
FEW = 3  # small words; one more or less proves nothing
HINTED = 2  # words; so many more must another language know than the one asked in


@dataclass(frozen=True, slots=True)
class Mention:
    """One theme of a comment: how it is spoken of (-1, 0, 1) and the words that show it, as places in the text."""

    theme: str
    polarity: int
    start: int
    end: int
    by_model: bool = False  # by what was learned, not by its words


@dataclass(frozen=True, slots=True)
class Reading:
    """What one comment says. `clash`: words and number contradict each other."""

    language: str
    mentions: tuple[Mention, ...]
    clash: bool

    @property
    def themes(self) -> frozenset[str]:
        return frozenset(mention.theme for mention in self.mentions)


class Meant(Protocol):
    """What was learned from the meaning of comments (responses/rules/meaning.py, which needs numpy)."""

    def sure(self, vector: bytes, found: Collection[str]) -> Mapping[str, bool]: ...


class Reader:
    """Reads comments by the themes of one organisation. Made once, used for many."""

    def __init__(
        self,
        themes: Mapping[str, Theme],
        models: Mapping[str, Model] | None = None,
        meanings: Meant | None = None,
    ) -> None:
        self.themes = dict(themes)
        self.models = {key: model for key, model in (models or {}).items() if key in themes}
        self.meanings = meanings
        self._matchers = {language: Matcher(_entries(themes, language)) for language in LANGUAGES}
        self._spellers: dict[str, Speller] = {}

    def read(
        self, text: str, *, score: int | None = None, hint: str = "", vector: bytes | None = None
    ) -> Reading:
        """Everything a comment says. `hint` is the language it was asked in, for when its words do not tell.

        What was learned from the meaning of comments is asked where the comment has a vector.
        """
        found = tokens(text)
        language = self._language(found.words, hint.split("-")[0])
        speller = self._speller(language)
        words = [speller.meant(word) for word in found.words]
        hits = _resolved(self._matchers[language].find(words))
        mood = without_irony(mood_of(words, language), score)
        themed = frozenset(mood.part[hit.first] for hit in hits)
        by_theme: dict[str, list[Hit]] = {}
        for hit in hits:
            by_theme.setdefault(hit.label, []).append(hit)
        mentions = [
            Mention(
                theme,
                polarity(mood, named, themed, score, theme),
                found.spans[named[0].first][0],
                found.spans[named[0].last][1],
            )
            for theme, named in by_theme.items()
        ]
        if words and (self.models or (self.meanings and vector)):
            mentions = self._learned(mentions, words, vector, polarity(mood, [], themed, score))
        return Reading(language, tuple(mentions), clashes(mood, score))

    def _learned(
        self, mentions: list[Mention], words: Sequence[str], vector: bytes | None, sign: int
    ) -> list[Mention]:
        """As corrections taught it: what the words miss, without what they take for a theme wrongly."""
        by_words = {mention.theme for mention in mentions}
        sure: dict[str, bool] = {}
        if self.models:
            features = features_of(words, by_words)
            sure = {key: model.probability(features) >= 0.5 for key, model in self.models.items()}
        if self.meanings and vector:
            said = self.meanings.sure(vector, by_words)
            sure |= {key: is_sure for key, is_sure in said.items() if key in self.themes}
        kept = [mention for mention in mentions if sure.get(mention.theme, True)]
        missed = [key for key, is_sure in sure.items() if is_sure and key not in by_words]
        return kept + [Mention(key, sign, 0, 0, by_model=True) for key in missed]

    def features(self, text: str, hint: str = "") -> tuple[Features, frozenset[str]]:
        """A comment as it is learned from, and the themes that its words alone find."""
        words = self.words_of(text, hint).words
        language = self._language(words, hint.split("-")[0])
        themes = frozenset(hit.label for hit in _resolved(self._matchers[language].find(words)))
        return features_of(words, themes), themes

    def words_of(self, text: str, hint: str = "") -> Tokens:
        """The words of a comment as they are compared, misspelt ones as they were meant."""
        found = tokens(text)
        speller = self._speller(self._language(found.words, hint.split("-")[0]))
        return Tokens([speller.meant(word) for word in found.words], found.spans)

    def _speller(self, language: str) -> Speller:
        """Made when it is first needed: most organisations hear one or two languages."""
        if language not in self._spellers:
            self._spellers[language] = _speller(self.themes, language)
        return self._spellers[language]

    def _language(self, words: Sequence[str], hint: str) -> str:
        """By its small words; where these hardly tell, by which language knows most of its words; else the hint."""
        counts = stopword_counts(words)
        most = max(counts.values())
        near = [language for language, count in counts.items() if count >= most - (most <= FEW)]
        if len(near) == 1:
            return near[0]
        known = {
            language: counts[language]
            + sum(self._matchers[language].knows(word) + mood_matcher(language).knows(word) for word in words)
            for language in near
        }
        if hint in known:
            known[hint] += HINTED
        best = max(known.values())
        tied = [language for language in near if known[language] == best]
        return hint if hint in tied else tied[0]


def _entries(themes: Mapping[str, Theme], language: str) -> dict[str, tuple[str, ...]]:
    named = {key: theme.words.get(language, ()) for key, theme in themes.items()}
    others = {MASK + key: theme.others.get(language, ()) for key, theme in themes.items()}
    return {**named, **others}


def _speller(themes: Mapping[str, Theme], language: str) -> Speller:
    words = moods(language)
    entries = [entry for theme in themes.values() for entry in theme.words.get(language, ())]
    entries += [*words.good, *words.bad, *words.negators, *words.wishes, *words.but]
    parts = [part for entry in entries for part in entry_parts(entry) or ()]
    return Speller(parts, SMALL[language], ordinary(language))


def _resolved(hits: Sequence[Hit]) -> list[Hit]:
    """Without words that a phrase uses for something else: "customer service" is not about the service."""
    phrases = [hit for hit in hits if hit.words > 1 and hit.last - hit.first + 1 == hit.words]
    themes = [hit for hit in hits if not hit.label.startswith(MASK)]
    return [hit for hit in themes if not _is_of_another(hit, phrases)] if phrases else themes


def _is_of_another(hit: Hit, phrases: Sequence[Hit]) -> bool:
    """Whether a phrase of another theme, or one that says something else, takes the words of this hit."""
    taken = False
    for phrase in phrases:
        if phrase.first <= hit.first and hit.last <= phrase.last and phrase.words > hit.words:
            if phrase.label == hit.label:
                return False
            taken |= phrase.label == MASK + hit.label or (
                hit.words == 1 and not phrase.label.startswith(MASK)
            )
        # "Mal servicio al cliente": the last word of this one begins the other.
        elif hit.first < phrase.first <= hit.last < phrase.last:
            taken |= phrase.label not in {hit.label, MASK + hit.label}
    return taken
