"""The answers of a slice as rows of a file: made by the database, formulas guarded there, too."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Expression, F, FloatField, Func, JSONField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from accounts.models import Organisation
from nps_app.lib.copying import copied
from nps_app.lib.spreadsheets import FORMULA, guarded
from nps_app.lib.workbooks import Cell
from responses.models import CommentTheme
from responses.models.response import ResponseQuerySet
from responses.queries.chips import theme_names
from responses.queries.property_values import values_seen
from responses.queries.themes import themes_of

TEXT, NUMBER, MOMENT = "text", "number", "moment"
MOST_PROPERTIES = 40
BOM = "\ufeff".encode()


class Guarded(Func):
    """A text that no spreadsheet takes for a formula: nps_app.lib.spreadsheets.guarded in SQL."""

    # By the number of the first sign: a pattern takes ten times as long, a million times seven.
    template = (
        f"CASE WHEN ascii(%(expressions)s) IN ({', '.join(str(ord(sign)) for sign in FORMULA)}) AND %(expressions)s"
        " !~ '^([+-]?[0-9]+([.,][0-9]+)?|\\+[0-9][0-9 ]{6,18})$' THEN '''' || %(expressions)s"
        " ELSE %(expressions)s END"
    )
    output_field = CharField()

    def as_sql(self, *args: Any, **context: Any) -> tuple[str, list[Any]]:
        """The expression stands in the template several times, so its values do."""
        sql, values = super().as_sql(*args, **context)
        return sql, list(values) * self.template.count("%(expressions)s")


class Local(Func):
    """A moment as a local day and time without fractions of a second."""

    template = "(%(expressions)s)::timestamp(0)::text"
    function = "timezone"
    output_field = CharField()

    def __init__(self, zone: str, name: str) -> None:
        super().__init__(Func(Value(zone), F(name), function="timezone", output_field=CharField()))


class Serial(Func):
    """A moment as the number spreadsheets have for it: local days since 1899-12-30."""

    template = "(round(extract(epoch FROM %(expressions)s)) / 86400 + 25569)::float8"
    output_field = FloatField()

    def __init__(self, zone: str, name: str) -> None:
        super().__init__(Func(Value(zone), F(name), function="timezone", output_field=CharField()))


@dataclass(frozen=True)
class Column:
    """`themes`: the sign of those that are listed, with their names; then there is no expression."""

    heading: str
    kind: str
    expression: Expression | F | None
    themes: "Listed | None" = None


@dataclass(frozen=True)
class Listed:
    """Themes of a comment by name; only those spoken of so where there is a sign."""

    names: tuple[tuple[str, str], ...]
    sign: int | None = None


def columns(organisation: Organisation, *, moments_as_numbers: bool = False) -> list[Column]:
    """What a file of answers holds; one column for each property seen lately, and one for all others."""
    moment = Serial if moments_as_numbers else Local
    names = sorted(values_seen(organisation))[:MOST_PROPERTIES]
    zone = organisation.time_zone

    def text(heading: str, name: str) -> Column:
        return Column(heading, TEXT, Guarded(F(name)))

    return [
        Column(_("Answer"), NUMBER, F("pk")),
        Column(_("Answered at (local time)"), MOMENT, moment(zone, "answered_at")),
        Column(_("Score"), NUMBER, F("score")),
        Column(_("Group"), TEXT, F("category")),
        text(_("Comment"), "comment"),
        *_themes(organisation),
        Column(_("Words against score"), TEXT, Cast("clashes", CharField())),
        Column(_("Wants to be contacted"), TEXT, Cast("wants_contact", CharField())),
        text(_("Survey"), "survey__name"),
        Column(_("Channel"), TEXT, F("channel")),
        Column(_("Language"), TEXT, F("language")),
        text(_("Name"), "contact__name"),
        text(_("E-mail"), "contact__email"),
        text(_("Phone"), "contact__phone"),
        *(Column(name, TEXT, Guarded(KeyTextTransform(name, "properties"))) for name in names),
        Column(_("Other properties"), TEXT, _others(names)),
    ]


def _themes(organisation: Organisation) -> list[Column]:
    """In the words of the organisation's language, whoever exports."""
    named = theme_names(themes_of(organisation), organisation.region)
    names = tuple((key, str(guarded(name))) for key, name in named.items())
    headings = {None: _("Themes"), 1: _("Themes praised"), -1: _("Themes criticised")}
    return [Column(heading, TEXT, None, Listed(names, sign)) for sign, heading in headings.items()]


def _others(names: Sequence[str]) -> Expression:
    """The properties that have no column, as JSON; empty where there are none."""
    rest: Any = F("properties")
    if names:
        listed = Value(list(names))
        rest = Func(
            rest,
            listed,
            template="(%(expressions)s::text[])",
            arg_joiner=" - ",
            output_field=JSONField(),
        )
    return Coalesce(
        Func(rest, template="NULLIF((%(expressions)s)::text, '{}')", output_field=CharField()), Value("")
    )


def csv_pieces(rows: ResponseQuerySet, chosen: Sequence[Column]) -> Iterator[bytes]:
    """The answers as CSV, headings first, oldest first."""
    head = io.StringIO()
    csv.writer(head).writerow([column.heading for column in chosen])
    yield BOM + head.getvalue().encode()
    yield from _copied(rows, chosen)


def cells(rows: ResponseQuerySet, chosen: Sequence[Column]) -> Iterator[list[Cell]]:
    """The answers as cells of a workbook."""
    numbers = [place for place, column in enumerate(chosen) if column.kind != TEXT]
    for row in csv.reader(_lines(_copied(rows, chosen))):
        made: list[Cell] = list(row)
        for place in numbers:
            made[place] = float(row[place]) if "." in row[place] else int(row[place])
        yield made


def _copied(rows: ResponseQuerySet, chosen: Sequence[Column]) -> Iterator[bytes]:
    named = {
        f"column_{place}": column.expression
        for place, column in enumerate(chosen)
        if column.expression is not None
    }
    listed = {f"column_{place}": column.themes for place, column in enumerate(chosen) if column.themes}
    query = rows.order_by("answered_at", "pk").annotate(**named).values_list(*named, "pk", "comment")
    sql, parameters = query.query.sql_with_params()
    if listed:
        shown = ", ".join(f"column_{place}" for place in range(len(chosen)))
        lists, values = _lists(listed)
        columns = ", ".join([*named, "answer", "said"])
        sql = (  # names of columns are ours, words are parameters
            f"SELECT {shown} FROM ({sql}) AS answers ({columns})"  # noqa: S608
            f" LEFT JOIN LATERAL ({lists}) AS themes ON true"
        )
        parameters = (*parameters, *values)
    return copied(sql, parameters)


def _lists(listed: Mapping[str, Listed]) -> tuple[str, list[str | int]]:
    """The themes of one answer as texts, one for each column. Looked up where something was said, and nowhere else.

    Put together behind the rows, in their order: an aggregate over all themes would have to be sorted back into it.
    """
    parts: list[str] = []
    values: list[str | int] = []
    for alias, column in listed.items():
        cases = " ".join(["WHEN %s THEN %s"] * len(column.names)) or "WHEN '' THEN ''"
        part = f"string_agg(CASE theme {cases} END, '; ')"
        values += [word for pair in column.names for word in pair]
        if column.sign is not None:
            part += " FILTER (WHERE polarity = %s)"
            values.append(column.sign)
        parts.append(f"{part} AS {alias}")
    table = CommentTheme._meta.db_table
    found = f"{', '.join(parts)} FROM {table}"
    return f"SELECT {found} WHERE response_id = answer AND said <> ''", values


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    """The lines of a stream, ends included."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.decode() + "\n"
    if rest:
        yield rest.decode()
