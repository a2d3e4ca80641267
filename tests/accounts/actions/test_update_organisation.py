from django.utils import timezone

from accounts.actions.update_organisation import update_organisation
from accounts.models import Event


def update(organisation, by, **changes):
    fields = ("name", "time_zone", "region", "sender_name", "postal_address", "answer_proof")
    values = {field: getattr(organisation, field) for field in fields}
    return update_organisation(organisation=organisation, by=by, now=timezone.now(), **{**values, **changes})


def test_journal_names_the_fields_but_not_their_values(acme, olga):
    update(acme, olga, name="Acme S.A.S.", postal_address="Carrera 7")

    acme.refresh_from_db()
    assert (acme.name, acme.postal_address, acme.slug) == ("Acme S.A.S.", "Carrera 7", "acme")
    assert Event.objects.of(acme).get().data == {"fields": ["name", "postal_address"]}


def test_saving_the_same_again_leaves_no_line(acme, olga):
    update(acme, olga)

    assert not Event.objects.of(acme).exists()
