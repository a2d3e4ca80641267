"""A file of purchases, from its headings to the customers' timelines."""

import pytest
from django.utils import timezone

from contacts.models import Purchase
from integrations.actions.claim_import import claim_import
from integrations.actions.run_import import run_import
from integrations.actions.start_import import start_import
from integrations.actions.upload_import import upload_import
from integrations.models import ImportProblem
from tests import factories
from tests.workbooks import workbook

HEADER = "Pedido,Fecha,Correo,Total,Moneda,Producto,Estado"
ROWS = [
    '1,01/02/2026,ana@example.com,"1.204,50",USD,Plan Pro,pagado',
    "2,2026-02-03 10:00,ana@example.com,20,,Café,pagado",
    "1,2026-02-09,ana@example.com,-204.50,USD,,",
    "3,2026-02-04,eva@example.com,10,USD,,",
    "4,mañana,ana@example.com,10,USD,,",
    "5,2026-02-04,,10,USD,,",
    "6,2026-02-04,ana@example.com,diez,USD,,",
    "7,2026-02-04,ana@example.com,10,USD,,anulado",
]


@pytest.fixture
def take(acme, mark):
    factories.contact(acme, email="ana@example.com")

    def run(data, name="pedidos.csv"):
        job = upload_import(
            organisation=acme, filename=name, pieces=[data], by=mark, now=timezone.now(), about="purchases"
        )
        start_import(job=job, targets=job.targets, by=mark, now=timezone.now())
        return run_import(job=claim_import(now=timezone.now()), clock=timezone.now, seconds=60)

    return run


def test_purchases_refunds_and_what_is_wrong(acme, take):
    acme.currency = "COP"
    acme.save()
    data = "\n".join([HEADER, *ROWS]).encode()
    job = take(data)
    assert (job.state, job.created, job.duplicates, job.unmatched, job.bad) == ("done", 4, 1, 1, 3)
    said = {row.external_id: row for row in Purchase.objects.of(acme)}
    assert (said["1"].amount, said["1"].refunded, said["1"].net) == (120450, 20450, 100000)
    assert (said["1"].bought_at.month, said["1"].bought_at.day) == (2, 1)
    assert (said["2"].amount, said["2"].currency) == (2000, "COP")
    assert (said["3"].contact, said["3"].customer) == (None, "eva@example.com")
    assert not said["7"].counts
    problems = ImportProblem.objects.of(acme).order_by("row")
    assert [(row.row, row.column, row.code) for row in problems] == [
        (6, "Fecha", "purchase_not_moment"),
        (7, "", "purchase_no_customer"),
        (8, "Total", "purchase_not_amount"),
    ]
    again = take(data)
    assert (again.created, Purchase.objects.of(acme).count()) == (0, 4)
    assert Purchase.objects.of(acme).get(external_id="1").net == 100000


def test_a_workbook(acme, take):
    data = workbook([HEADER.split(","), ["9", "2026-02-03", "ana@example.com", "49.9", "USD", "Tea", "paid"]])
    assert take(data, "pedidos.xlsx").created == 1
    assert Purchase.objects.of(acme).get().amount == 4990
