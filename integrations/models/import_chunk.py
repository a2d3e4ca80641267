from django.db import models

from accounts.models.owned import Owned


class ImportChunk(Owned):
    """A piece of an uploaded file, kept in the database so that any worker can run the import in little memory."""

    job = models.ForeignKey("integrations.ImportJob", on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="import_chunk_once")]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.number}"
