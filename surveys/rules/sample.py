"""A part of the people, drawn by lot: the same seed and share draw the same people, in preview and sending."""

import hashlib
from dataclasses import dataclass

PARTS = 10_000


@dataclass(frozen=True)
class Sample:
    """Of a hundred people about `percent`."""

    percent: int = 100
    seed: int = 0

    def has(self, person: int) -> bool:
        """Whether a person (their id) is drawn. A larger share with the same seed holds the smaller one."""
        if self.percent >= 100:
            return True
        dice = hashlib.sha256(f"{self.seed}:{person}".encode()).digest()
        return int.from_bytes(dice[:8]) % PARTS < self.percent * PARTS // 100


EVERYBODY = Sample()
