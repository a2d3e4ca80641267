"""A ZIP file that is sent while it is made."""

import zipfile
from collections.abc import Iterable, Iterator

SOON = 64 * 1024
# Level 1: a network that is slower than this processor is what one waits for.
LEVEL = 1


class _Outbox:
    """Takes what is written until somebody fetches it; cannot be rewound, as a connection cannot."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def fetch(self) -> bytes:
        fetched = b"".join(self._pieces)
        self._pieces, self.size = [], 0
        return fetched


def zipped(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The archive of these files, each with its name, in order; every file is made when its turn comes."""
    outbox = _Outbox()
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:  # type: ignore[call-overload]
        for name, pieces in files:
            with archive.open(name, "w") as member:
                for piece in pieces:
                    member.write(piece)
                    if outbox.size > SOON:
                        yield outbox.fetch()
    yield outbox.fetch()
