import zlib

import psycopg2
import pytest
from django.db import connection

from nps_app.lib.only_one import only_one


@pytest.fixture
def elsewhere(db):
    """elsewhere() is whether another session of the database gets the lock."""
    other = psycopg2.connect(connection.connection.dsn)

    def gets_it() -> bool:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [zlib.crc32(b"sweep")])
            return cursor.fetchone()[0]

    yield gets_it
    other.close()


def test_whoever_comes_second_leaves_it(elsewhere):
    with only_one("sweep") as ours, only_one("another") as also:
        assert (ours, also, elsewhere()) == (True, True, False)
    assert elsewhere()
    with only_one("sweep") as ours:
        assert not ours


def test_an_error_gives_it_back(elsewhere):
    with pytest.raises(KeyError), only_one("sweep"):
        raise KeyError
    assert elsewhere()
