"""Five worlds of 20 thousand customers, 200 seeds each: whether the page says the right thing in both languages.

The counts are read and worded by the functions of the page; one world goes through the database as well.
WORLDS_SEEDS=10 in the environment makes a quick run.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from bench.servers import Machine
from bench.table import Figure
from bench.worlds.database import through_the_database
from bench.worlds.people import CURRENCY, World, people, starts
from bench.worlds.sentences import wrong
from reports.rules.cohorts import collect
from reports.rules.said import read
from reports.rules.spending import Money

SEEDS = int(os.environ.get("WORLDS_SEEDS", "200"))
HORIZON = 90
PROMISED = 0.05


def measure(machine: Machine) -> list[Figure]:
    figures = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for world in World:
            found = list(pool.map(partial(wrong_sentences, world), range(SEEDS), chunksize=5))
            wrong_worlds = [sentences for sentences in found if sentences]
            name = f"{world}: seeds with a wrong sentence, of {SEEDS}"
            figures.append(Figure(name, len(wrong_worlds), "", most_wrong(SEEDS)))
            print(f"  {name}: {len(wrong_worlds)}", flush=True)
            for sentence in sorted({sentence for sentences in wrong_worlds for sentence in sentences}):
                print(f"  {world}: {sentence}", flush=True)
    differing = through_the_database(World.FREQUENT, seed=0, horizon=HORIZON)
    figures.append(Figure("one world through the database: sentences that differ", len(differing), "", 0))
    return figures


def wrong_sentences(world: World, seed: int) -> list[str]:
    """What the page would say wrongly in one world. Money per customer, which no sentence is about, is left out."""
    cohorts = collect(starts(people(world, seed), seed), HORIZON)
    return wrong(world, read(cohorts, [Money(CURRENCY, {})]))


def most_wrong(seeds: int) -> int:
    """How many seeds may be wrong at the promised rate: more would happen by chance in one run of a hundred."""
    chance, total, count = (1 - PROMISED) ** seeds, 0.0, 0
    while total + chance < 0.99:
        total += chance
        count += 1
        chance *= (seeds - count + 1) / count * PROMISED / (1 - PROMISED)
    return count
