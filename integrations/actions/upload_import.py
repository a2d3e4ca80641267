import codecs
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from integrations.models import ImportChunk, ImportJob
from integrations.rules.columns import guess_mapping, headings
from integrations.rules.purchase_columns import guess_purchase_mapping
from nps_app.lib.spreadsheets import (
    EncodingSniffer,
    Unreadable,
    check_workbook,
    csv_rows,
    guess_delimiter,
    xlsx_rows,
)

PIECE = 1024 * 1024
PREVIEW_ROWS = 5
MAX_COLUMNS = 100
MAX_CELL = 200
# A workbook is read as a whole; this keeps a worker that reads one within its memory.
MAX_WORKBOOK = 20 * 1024 * 1024
KINDS = {"csv": "csv", "txt": "csv", "tsv": "csv", "xlsx": "xlsx"}


class BadFile(Exception):
    """`code` says what is wrong with the file as a whole."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def upload_import(
    *,
    organisation: Organisation,
    filename: str,
    pieces: Iterable[bytes],
    by: User,
    now: datetime,
    about: str = ImportJob.About.CONTACTS,
) -> ImportJob:
    """Keep an uploaded file and guess what its columns are. Raises BadFile, and then keeps nothing."""
    kind = KINDS.get(filename.rpartition(".")[2].lower())
    if kind is None:
        raise BadFile("other_kind")
    job = ImportJob(organisation=organisation, filename=filename[-200:], size=0, kind=kind, about=about)
    job.uploaded_at, job.uploaded_by = now, by
    job.save()
    sniffer = EncodingSniffer()
    head = b""
    for number, piece in enumerate(_even(pieces)):
        job.size += len(piece)
        if job.size > (MAX_WORKBOOK if kind == "xlsx" else settings.IMPORT_MAX_BYTES):
            raise BadFile("workbook_too_big" if kind == "xlsx" else "too_big")
        _check_signature(kind, piece if number == 0 else b"")
        head = head or piece
        sniffer.feed(piece)
        ImportChunk.objects.create(organisation=organisation, job=job, number=number, data=piece)
    if not head.strip():
        raise BadFile("empty")
    try:
        _describe(job, head, sniffer)
    except Unreadable as error:
        raise BadFile(error.code) from error
    job.save()
    write_event(organisation=organisation, verb="import.uploaded", subject=job, by=by, now=now)
    return job


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one megabyte."""
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        while len(buffer) >= PIECE:
            yield bytes(buffer[:PIECE])
            del buffer[:PIECE]
    if buffer:
        yield bytes(buffer)


def _check_signature(kind: str, head: bytes) -> None:
    is_zip = head.startswith(b"PK\x03\x04")
    if head and kind == "csv" and is_zip:
        raise BadFile("workbook_named_csv")
    if head and kind == "xlsx" and not is_zip and not head.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile("not_workbook")


def _describe(job: ImportJob, head: bytes, sniffer: EncodingSniffer) -> None:
    if job.kind == "xlsx":
        data = b"".join(job.pieces())
        check_workbook(data)
        rows = xlsx_rows(data)
    else:
        job.encoding = sniffer.encoding()
        text = codecs.getincrementaldecoder(job.encoding)("replace").decode(head[: 64 * 1024])
        job.delimiter = guess_delimiter(text)
        rows = csv_rows([head], encoding=job.encoding, delimiter=job.delimiter)
    first = [row.cells for row in islice(rows, PREVIEW_ROWS + 1) if row.cells is not None]
    if not first:
        raise BadFile("empty")
    if len(first) == 1:
        raise BadFile("headings_only")
    cells = first[0]
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise BadFile("too_many_columns")
    job.columns = headings([cell.lstrip("\ufeff") for cell in cells])
    job.preview = [[cell.replace("\0", "")[:MAX_CELL] for cell in row[: len(cells)]] for row in first[1:]]
    is_purchases = job.about == ImportJob.About.PURCHASES
    guess = (guess_purchase_mapping if is_purchases else guess_mapping)(job.columns, job.preview)
    job.mapping = {str(index): target for index, target in enumerate(guess)}
