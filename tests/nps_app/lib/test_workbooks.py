import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from nps_app.lib import workbooks
from nps_app.lib.workbooks import Sheet, workbook


def read(sheets):
    data = b"".join(workbook(sheets))
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def test_what_is_written_can_be_read():
    found = read(
        [
            Sheet(
                "Answers", ["n", "Comment", "At"], [[7, "Muy <bien> & ñ\n=1+1\x00", 46000.5]], frozenset({2})
            ),
            Sheet("Definitions", ["Word", "Meaning"], [["NPS", ""], ["", None]]),
        ]
    )
    assert found.sheet_names == ["Answers", "Definitions"]
    head, row = found.get_sheet_by_index(0).to_python()
    assert head == ["n", "Comment", "At"]
    assert row[:2] == [7.0, "Muy <bien> & ñ\n=1+1"]
    assert row[2].isoformat() == "2025-12-09T12:00:00"
    assert found.get_sheet_by_index(1).to_python()[1] == ["NPS", ""]


def test_a_full_sheet_goes_on_in_another(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 4)
    found = read([Sheet("Answers", ["n"], ([number] for number in range(7))), Sheet("Answers 2", ["x"], [])])
    assert found.sheet_names == ["Answers", "Answers 2", "Answers 3", "Answers 2 2"]
    rows = [row for name in found.sheet_names[:3] for row in found.get_sheet_by_name(name).to_python()[1:]]
    assert rows == [[float(number)] for number in range(7)]


@pytest.mark.parametrize("name", ["a/b:c*d?[e]", "x" * 40, "", "'"])
def test_names_that_spreadsheets_refuse_are_mended(name):
    (made,) = read([Sheet(name, ["n"], [])]).sheet_names
    assert 0 < len(made) <= 31
    assert not set(made) & set("[]:*?/\\'")


def test_rows_leave_before_the_last_one_is_made():
    def endless():
        while True:
            yield ["a text of some length"] * 20

    pieces = workbook([Sheet("Answers", ["n"], endless())])
    assert sum(len(next(pieces)) for _ in range(5)) > 100_000
