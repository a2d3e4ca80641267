from collections.abc import Iterator
from itertools import islice

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned
from nps_app.lib.spreadsheets import Row, csv_rows, xlsx_rows


class ImportJob(Owned):
    """A file of contacts or purchases on its way in: uploaded, columns mapped, run by the worker, done."""

    class About(models.TextChoices):
        CONTACTS = "contacts"
        PURCHASES = "purchases"

    class State(models.TextChoices):
        MAPPING = "mapping"
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    about = models.CharField(
        max_length=9, choices=About.choices, default=About.CONTACTS, db_default="contacts"
    )
    filename = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=4)  # csv, xlsx
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    columns = models.JSONField(default=list)  # the header row
    preview = models.JSONField(default=list)  # the first rows
    mapping = models.JSONField(default=dict)  # {"0": "email", "1": "property:branch", "2": ""}
    event_name = models.CharField(max_length=60, blank=True)  # each row is an event of this name, too
    state = models.CharField(max_length=8, choices=State.choices, default=State.MAPPING)
    problem = models.CharField(max_length=40, blank=True)  # why it failed, as a code
    rows_total = models.PositiveIntegerField(null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(
        default=0
    )  # a person the file had already named; the last row wins
    events = models.PositiveIntegerField(default=0)  # new ones
    unmatched = models.PositiveIntegerField(default=0, db_default=0)  # purchases of customers not known yet
    bad = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    # A worker holds the job until then; when it dies the next one goes on from rows_done.
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # since the last batch that went in
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="import_by_newest")]

    def __str__(self) -> str:
        return self.filename

    @property
    def targets(self) -> list[str]:
        """What each column becomes, in the order of the columns."""
        return [self.mapping.get(str(index), "") for index in range(len(self.columns))]

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self) -> int:
        """How much of the file has been read, 0 to 100."""
        return min(100, self.rows_done * 100 // self.rows_total) if self.rows_total else 0

    def pieces(self) -> Iterator[bytes]:
        """The uploaded file, one piece in memory at a time."""
        chunks = self.chunks.order_by("number")
        for number in list(chunks.values_list("number", flat=True)):
            yield bytes(chunks.values_list("data", flat=True).get(number=number))

    def rows(self) -> Iterator[Row]:
        """The rows below the headings. Raises Unreadable."""
        if self.kind == "xlsx":
            rows = xlsx_rows(b"".join(self.pieces()))
        else:
            rows = csv_rows(self.pieces(), encoding=self.encoding, delimiter=self.delimiter)
        return islice(rows, 1, None)
