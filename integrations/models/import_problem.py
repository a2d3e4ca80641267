from django.db import models

from accounts.models.owned import Owned


class ImportProblem(Owned):
    """A row that could not be taken in, with the reason and what it said."""

    job = models.ForeignKey("integrations.ImportJob", on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()  # as a spreadsheet counts: the header is row 1
    column = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=300, blank=True)
    cells = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["job", "row"], name="import_problem_by_row")]

    def __str__(self) -> str:
        return f"row {self.row}: {self.code}"
