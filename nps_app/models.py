from django.db import models


class Heartbeat(models.Model):
    """When a part of the machinery (beat, worker) was last alive."""

    part = models.CharField(max_length=20, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.part
