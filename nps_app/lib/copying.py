"""Rows of the database as CSV, by PostgreSQL's own COPY, as a stream: memory stays flat at any number of rows."""

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

PIECE = 256 * 1024


def copied(sql: str, parameters: Sequence[Any]) -> Iterator[bytes]:
    """What COPY gives for a query, piece by piece. Raises what the database raised, at the end.

    COPY pushes and a response pulls, so it runs in a thread of its own, on the same connection, behind a pipe: a
    reader who is slow makes PostgreSQL wait.
    """
    connection.ensure_connection()
    database: Any = connection.connection
    reading, writing = os.pipe()
    failures: list[BaseException] = []

    def push() -> None:
        try:
            with os.fdopen(writing, "wb", PIECE) as pipe, database.cursor() as cursor:
                statement = cursor.mogrify(sql, parameters).decode()
                cursor.copy_expert(f"COPY ({statement}) TO STDOUT (FORMAT csv)", pipe, PIECE)
        except BaseException as error:  # told to the reader
            failures.append(error)

    thread = threading.Thread(target=push, name="copy")
    thread.start()
    has_ended = False
    try:
        while piece := os.read(reading, PIECE):
            yield piece
        has_ended = True
    finally:
        os.close(reading)
        if not has_ended:
            with contextlib.suppress(Exception):
                database.cancel()
        thread.join()
        if failures or not has_ended:
            connection.close()  # the statement may have been left half read
    if failures:
        raise failures[0]
