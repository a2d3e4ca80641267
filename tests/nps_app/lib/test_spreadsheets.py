import codecs
import csv
import io

import pytest

from nps_app.lib import spreadsheets
from nps_app.lib.spreadsheets import (
    EncodingSniffer,
    Row,
    Unreadable,
    check_workbook,
    csv_lines,
    csv_rows,
    guarded,
    guess_delimiter,
    xlsx_rows,
)
from tests.workbooks import workbook

TEXT = "nombre;ciudad\nJosé Peña;Bogotá\n"


def sniff(data, size=7):
    sniffer = EncodingSniffer()
    for start in range(0, len(data), size):
        sniffer.feed(data[start : start + size])
    return sniffer.encoding()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"a,b\n1,2\n", "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        ((TEXT * 20).encode() + b"bad \xff sign", "utf-8"),
    ],
)
def test_encodings_are_recognised_and_read(data, encoding):
    assert sniff(data, 4096) == encoding
    rows = list(csv_rows([data[:5], data[5:]], encoding=encoding, delimiter=";"))
    if ";" in rows[1].cells[0] or len(rows[1].cells) > 1:
        assert rows[1] == Row(2, ["José Peña", "Bogotá"])


@pytest.mark.parametrize("size", [1, 3, 7])
def test_a_sign_cut_between_two_pieces_is_whole(size):
    assert sniff((TEXT * 5).encode(), size) == "utf-8"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"abc\0def\0", bytes(range(256)) * 8])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Unreadable, match="not_text"):
        sniff(data, 4096)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("email\nana@b.co\n", ","),
        ('a,b\n"x;y;z",2\n', ","),
        ("sep=;\na,x;b\n", ";"),
        ("", ","),
    ],
)
def test_the_delimiter_is_guessed(text, sign):
    assert guess_delimiter(text) == sign


def rows_of(text):
    return list(csv_rows([text.encode()], encoding="utf-8", delimiter=","))


def test_rows_keep_the_number_a_spreadsheet_shows():
    assert rows_of('a,b\n\n"x\ny",2\n , \n3,4\n') == [
        Row(1, ["a", "b"]),
        Row(3, ["x\ny", "2"]),
        Row(5, ["3", "4"]),
    ]
    assert rows_of("sep=,\r\na,b\r\n") == [Row(2, ["a", "b"])]


def test_a_quote_that_is_never_closed_does_not_stop_the_rest():
    text = 'a,b\n1,"' + "x" * 200_000 + "\n" + "3,4\n"
    rows = rows_of(text)
    assert rows[1].cells is None
    assert rows[-1].cells == ["3", "4"]


def test_a_workbook_is_read_as_people_see_it():
    rows = list(xlsx_rows(workbook([["Correo", "Celular"], ["ana@b.co", 3001234567], ["", ""], ["ñ", 1.5]])))
    assert rows == [Row(1, ["Correo", "Celular"]), Row(2, ["ana@b.co", "3001234567"]), Row(4, ["ñ", "1.5"])]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not a workbook", "not_workbook"),
        (b"PK\x03\x04 broken", "not_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(data, code):
    with pytest.raises(Unreadable) as caught:
        check_workbook(data)
    assert caught.value.code == code


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_UNPACKED", 50_000)
    check_workbook(workbook([["a"]]))
    with pytest.raises(Unreadable, match="too_big_unpacked"):
        check_workbook(workbook([["a" * 30_000]] * 2))


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1-1", "@SUM(A1)", "\t=1", "\r=1", "+57-300-1234567", "-"])
def test_formulas_are_guarded(cell):
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=b", "-5", "+5,5", "+573001234567", "+57 300 123 4567", "ñ"])
def test_everything_else_stays(cell):
    assert guarded(cell) == cell


def test_a_written_file_reads_back():
    text = "".join(csv_lines([["a", "b"], ['x"y\n', None]]))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.lstrip("\ufeff")))) == [["a", "b"], ['x"y\n', ""]]
