"""Comments read on one core: language, words, themes and how each is spoken of; and with their vectors. No database."""

import os
import statistics
import time
from pathlib import Path

from bench.servers import Machine
from bench.table import Figure
from responses.rules.labelled import labelled
from responses.rules.reading import Reader
from responses.rules.taxonomy import Changes, changed
from responses.transports.embedder import embed_comments

GOLDEN = Path(__file__).parents[1] / "tests" / "responses" / "golden" / "comments.jsonl"
ROUNDS, REPEATS = 7, 10
LEAST = 3_000  # comments a second
LEAST_EMBEDDED = 200
MOST_MEMORY = 160  # MB
BATCH = 100  # as many as the worker embeds at once


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
        *_embedded(reader, comments),
    ]


def _embedded(reader: Reader, comments: list[tuple[str, int, str]]) -> list[Figure]:
    """The same with a vector for each comment; nothing where the embedding is off."""
    before = memory()
    began = time.process_time()
    embed = embed_comments()
    if embed is None:
        return []
    started = time.process_time() - began
    speeds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for start in range(0, len(comments), BATCH):
            batch = comments[start : start + BATCH]
            vectors = embed([text for text, _, _ in batch])
            for (text, score, language), vector in zip(batch, vectors, strict=True):
                reader.read(text, score=score, hint=language, vector=vector)
        speeds.append(len(comments) / (time.process_time() - began))
    return [
        Figure(
            "embedded and read, median of 7 rounds",
            statistics.median(speeds),
            "/s",
            LEAST_EMBEDDED,
            at_least=True,
        ),
        Figure("embedding started", 1000 * started, "ms"),
        Figure("memory it takes", memory() - before, "MB", MOST_MEMORY),
    ]


def memory() -> float:
    """Of this process, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_048_576
