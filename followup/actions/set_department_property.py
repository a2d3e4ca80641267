from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Left

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from followup.models import Case
from responses.models import Response


@transaction.atomic
def set_department_property(*, organisation: Organisation, name: str, by: User, now: datetime) -> None:
    """Choose the property whose values are departments; empty: there are none. Open cases go to theirs at once."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    organisation.department_property = name
    organisation.save(update_fields=["department_property"])
    said = Response.objects.of(organisation).filter(pk=OuterRef("response"))
    value = Coalesce(
        Subquery(said.values(found=Left(KeyTextTransform(name, "properties"), 200))[:1]), Value("")
    )
    Case.objects.of(organisation).filter(closed_at=None).update(department=value if name else "")
    write_event(organisation=organisation, verb="departments.chosen", subject=organisation, by=by, now=now)
