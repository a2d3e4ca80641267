"""Queries and inserts that are turned into SQL once in a process and planned once a connection.

Django works out the joins and columns of a query anew each time, which takes longer than PostgreSQL takes to answer.
The rows are the same model instances, related ones included. `Prepared` takes SQL as it is, for the few statements
that do in one round trip what the ORM does in four.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Model, QuerySet, Value
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]
from django.db.models.sql import UpdateQuery

Row = TypeVar("Row", bound=Model)
SOMETHING = Value("")  # any value: only its place in the SQL counts


# The statements that each connection has prepared already.
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Prepared:
    """One statement by its name in the connection: SQL with places $1, $2 for the values of each call.

    PostgreSQL plans it once a connection, which needs connections of its own: not a pooler that swaps them
    between two statements.
    """

    def __init__(self, name: str, sql: str, *, is_read: bool = False) -> None:
        self._name = f"promotor_{name}"
        self._sql = sql
        self._is_read = is_read

    def row(self, *values: Any) -> Any:
        """The first row the statement returns, or None."""
        if self._is_read and not connection.in_atomic_block:
            return _ask_twice(self._name, self._sql, values)
        return _execute(self._name, self._sql, values)


class CompiledQuery(Generic[Row]):
    """`build` makes the queryset; its values, in the order of the SQL, are given anew to each `first`."""

    def __init__(self, name: str, build: Callable[[], QuerySet[Row]]) -> None:
        self._name = f"promotor_{name}"
        self._build = build

    @cached_property
    def _plan(self) -> "_Plan":
        return _Plan(self._build())

    def first(self, *values: Any) -> Row | None:
        """The first row found with these values, or None."""
        if connection.in_atomic_block:
            found = _execute(self._name, self._plan.sql, values)
        else:
            found = _ask_twice(self._name, self._plan.sql, values)
        row: Row | None = self._plan.instance(found) if found else None
        return row


class _Plan:
    def __init__(self, queryset: QuerySet[Any]) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql = _numbered(*compiler.as_sql())
        klass: dict[str, Any] = compiler.klass_info
        select = compiler.select
        fields = klass["select_fields"]
        self._model: type[Model] = klass["model"]
        self._first, self._end = fields[0], fields[-1] + 1
        self._names = [column[0].target.attname for column in select[self._first : self._end]]
        self._converters = compiler.get_converters([expression for expression, *_ in select])
        self._related = get_related_populators(klass, select, connection.alias)

    def instance(self, found: Any) -> Any:
        """The model instance of one row, with its related ones."""
        row = list(found)
        for place, (converters, expression) in self._converters.items():
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        made = self._model.from_db(connection.alias, self._names, row[self._first : self._end])
        for populator in self._related:
            populator.populate(row, made)
        return made


class CompiledInsert:
    """Stores new rows of one model, as `save(force_insert=True)` does, without working out the SQL each time."""

    def __init__(self, model: type[Model]) -> None:
        meta = model._meta
        self._name = f"promotor_insert_{meta.db_table}"
        self._fields = [
            field for field in meta.concrete_fields if not field.generated and not field.primary_key
        ]
        self._returned = [field.attname for field in meta.db_returning_fields]
        names = ", ".join(f'"{field.column}"' for field in self._fields)
        places = ", ".join(f"${place}" for place in range(1, len(self._fields) + 1))
        columns = ", ".join(f'"{field.column}"' for field in meta.db_returning_fields)
        self._sql = f'INSERT INTO "{meta.db_table}" ({names}) VALUES ({places}) RETURNING {columns}'  # noqa: S608 - a table of ours

    def store(self, row: Model) -> None:
        """Insert the row and give it what the database made up: its number and its generated columns."""
        values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in self._fields]
        found = _execute(self._name, self._sql, values)
        for name, value in zip(self._returned, found, strict=True):
            setattr(row, name, value)
        row._state.adding, row._state.db = False, connection.alias


class CompiledUpdate:
    """Gives the rows of a queryset new values; all values, new ones first, are given to each `run`."""

    def __init__(self, name: str, build: Callable[[], QuerySet[Any]], fields: Sequence[str]) -> None:
        self._name = f"promotor_{name}"
        self._build = build
        self._fields = fields

    @cached_property
    def _sql(self) -> str:
        query: Any = self._build().query.chain(UpdateQuery)
        query.add_update_values(dict.fromkeys(self._fields, SOMETHING))
        return _numbered(*query.get_compiler(connection=connection).as_sql())

    def run(self, *values: Any) -> None:
        """Change them."""
        _execute(self._name, self._sql, values, has_rows=False)


def _numbered(sql: str, parameters: Sequence[Any]) -> str:
    """The same SQL with the places PostgreSQL's PREPARE wants: $1, $2."""
    return sql % tuple(f"${place}" for place in range(1, len(parameters) + 1))


def _ask_twice(name: str, sql: str, values: Sequence[Any]) -> Any:
    """Instead of Django's question before each request whether the connection still lives: ask, and see."""
    connection.ensure_connection()
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _execute(name, sql, values)
    except (InterfaceError, OperationalError):
        connection.close()
        return _execute(name, sql, values)


def _execute(name: str, sql: str, values: Sequence[Any], *, has_rows: bool = True) -> Any:
    """The first row of a statement that is prepared on this connection, now or earlier."""
    with _cursor() as cursor:
        known = _prepared.setdefault(connection.connection, set())
        if name not in known:
            cursor.execute(f"PREPARE {name} AS {sql}")
            known.add(name)
        cursor.execute(_call(name, len(values)), values)
        return cursor.fetchone() if has_rows else None


@contextmanager
def _cursor() -> Iterator[Any]:
    """The driver's own cursor, unless somebody listens to the queries: Django's wraps each call twice."""
    if connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            yield cursor
        return
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        yield connection.create_cursor()


@cache
def _call(name: str, values: int) -> str:
    return f"EXECUTE {name} ({', '.join(['%s'] * values)})"
