"""A file from the browser through a real worker to the contacts, by a person with and without script."""

import pytest
from django.urls import reverse

from contacts.models import Contact
from tests.browser import check_axe

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [
    f"cliente{number}@ejemplo.com;José Peña {number};{('Centro', 'Norte')[number % 2]}"
    for number in range(200)
]
ROWS[50:53] = ["mal;Ana;Centro", ";Sin correo;Centro", "cliente1@ejemplo.com;Otra vez;Centro"]
FILE = {
    "name": "clientes.csv",
    "mimeType": "text/csv",
    "buffer": "\r\n".join(["Correo;Nombre;Sucursal", *ROWS]).encode("cp1252"),
}


def sign_in(context, live_server, browser_client):
    session = browser_client.cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])


def import_file(page, address):
    page.goto(address)
    page.set_input_files("input[type=file]", FILE)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Start the import").click()


def test_the_progress_moves_by_itself(acme, mark, client_of, live_server, page, running_worker):
    sign_in(page.context, live_server, client_of(mark))
    import_file(page, live_server.url + reverse("integrations:import_new", args=["acme"]))
    page.get_by_text("Done", exact=True).wait_for(timeout=30_000)
    check_axe(page)
    assert page.locator("tbody tr").count() == 2
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rows").click()
    assert "mal,Ana,Centro,52,Correo" in download.value.path().read_text("utf-8-sig")
    assert Contact.objects.of(acme).count() == 197

    page.goto(live_server.url + reverse("contacts:segment_new", args=["acme"]))
    page.locator("#count").get_by_text("197 contacts now").wait_for()
    page.locator("#id_field_0").select_option("property:Sucursal")
    page.locator("#id_value_0").fill("Norte")
    page.locator("#count").get_by_text("98 contacts now").wait_for()
    check_axe(page)


def test_without_script_the_page_asks_again_by_itself(
    acme, mark, client_of, live_server, new_context, running_worker
):
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, client_of(mark))
    page = context.new_page()
    import_file(page, live_server.url + reverse("integrations:import_new", args=["acme"]))
    page.get_by_text("Done", exact=True).wait_for(timeout=30_000)
    assert Contact.objects.of(acme).count() == 197
