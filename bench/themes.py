"""Comments read by rules, on one core: language, words, themes and how each is spoken of. No database."""

import statistics
import time
from pathlib import Path

from bench.servers import Machine
from bench.table import Figure
from responses.rules.labelled import labelled
from responses.rules.reading import Reader
from responses.rules.taxonomy import Changes, changed

GOLDEN = Path(__file__).parents[1] / "tests" / "responses" / "golden" / "comments.jsonl"
ROUNDS, REPEATS = 7, 10
LEAST = 3_000  # comments a second


def measure(machine: Machine) -> list[Figure]:
    comments = [(row["text"], row["score"], row["lang"]) for row in labelled(GOLDEN)]
    began = time.process_time()
    reader = Reader(changed(Changes()))
    for text, score, language in comments:
        reader.read(text, score=score, hint=language)
    first = time.process_time() - began
    speeds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(REPEATS):
            for text, score, language in comments:
                reader.read(text, score=score, hint=language)
        speeds.append(len(comments) * REPEATS / (time.process_time() - began))
    return [
        Figure("comments read, median of 7 rounds", statistics.median(speeds), "/s", LEAST, at_least=True),
        Figure("words loaded and the first 351 comments read", 1000 * first, "ms"),
    ]
