import psycopg2
import pytest
from django.db import connection

from nps_app.lib.copying import copied


@pytest.mark.django_db
def test_rows_come_as_csv():
    rows = b"".join(copied("SELECT n, %s FROM generate_series(1, 3) AS n", ['a "b"']))
    assert rows == b'1,"a ""b"""\n2,"a ""b"""\n3,"a ""b"""\n'


@pytest.mark.django_db
def test_what_the_database_says_is_heard():
    with pytest.raises(psycopg2.errors.DivisionByZero):
        b"".join(copied("SELECT 1 / (3 - n) FROM generate_series(1, 5) AS n", []))


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_leaves_stops_the_database():
    pieces = copied("SELECT repeat('x', 1000) FROM generate_series(1, 10000000)", [])
    assert next(pieces).startswith(b"xxx")
    pieces.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
