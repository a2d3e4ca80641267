from datetime import datetime, timedelta

from django.db import transaction

from integrations.models import ImportChunk, ImportJob, ImportProblem

# Files that were never started, and rows that could not be taken in, are personal data nobody needs for long.
KEPT = timedelta(days=30)


@transaction.atomic
def clear_old_imports(*, now: datetime) -> int:
    """Drop uploaded files and problem rows of imports older than 30 days; returns how many files were never started."""
    old = ImportJob.objects.filter(uploaded_at__lt=now - KEPT)
    ImportProblem.objects.filter(job__in=old.filter(finished_at__lt=now - KEPT)).delete()
    forgotten = old.filter(state=ImportJob.State.MAPPING)
    ImportChunk.objects.filter(job__in=forgotten).delete()
    return forgotten.delete()[1].get("integrations.ImportJob", 0)
