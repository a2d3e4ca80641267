"""A walk through every page of the site: as each role, signed out, and as Xena, who belongs to another organisation."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role, allows
from surveys.models import LinkHit
from tests.architecture.addresses import Address, addresses
from tests.architecture.samples import ARGUMENTS, CANARY, Sample, leave_caught, sample

FINE = {200, 204, 302, 303, 304, 422}
METHODS = ("GET", "POST")

INSIDE = [address for address in addresses() if address.permission]
SIGNED_IN = [a for a in addresses() if not a.permission and not a.is_public and not a.is_allauths]
PUBLIC = [address for address in addresses() if address.is_public and not address.is_allauths]


@pytest.fixture
def acmes(acme, olga, mark, stan, vera) -> Sample:
    return sample(acme, olga)


@pytest.fixture
def people(olga, mark, stan, vera):
    return {Role.OWNER: olga, Role.MANAGER: mark, Role.STAFF: stan, Role.VIEWER: vera}


def url_of(address: Address, of: Sample, *, org: str | None = None) -> str:
    kwargs = ARGUMENTS.get(address.name, lambda _: {})(of)
    if "org" in address.arguments:
        kwargs["org"] = org or of.organisation.slug
    return reverse(address.name, kwargs=kwargs)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: str


def ask(client: Client, method: str, url: str) -> Answer:
    """One request whose traces in the database are undone, so that the next one finds everything in place."""
    client.raise_request_exception = False  # a crash is a 500 in the list of what is wrong
    with transaction.atomic():
        response = client.generic(method, url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return Answer(response.status_code, response.get("Location", ""), body.decode(errors="replace"))


def visits(
    pages: list[Address], client: Client, of: Sample, **kwargs
) -> Iterator[tuple[Address, str, Answer]]:
    """(address, method, answer) for each page and each method that it knows."""
    for address in pages:
        if address.arguments - {"org"} and address.name not in ARGUMENTS:
            continue  # test_every_address_has_sample_arguments names it
        for method in METHODS:
            answer = ask(client, method, url_of(address, of, **kwargs))
            if answer.status != 405:
                yield address, method, answer


def needs(address: Address, method: str) -> str:
    return address.permission if method == "GET" else address.write_permission


def test_every_address_has_sample_arguments():
    missing = [
        a.name for a in addresses() if a.arguments - {"org"} and not a.is_allauths and a.name not in ARGUMENTS
    ]
    assert missing == [], "Add them to tests/architecture/samples.py."


def test_no_sample_is_left_of_an_address_that_is_gone():
    assert set(ARGUMENTS) - {address.name for address in addresses()} == set()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_enters_what_it_may_and_nothing_else(role, acmes, people, client_of):
    wrong = []
    for address, method, answer in visits(INSIDE, client_of(people[role]), acmes):
        may = allows(role, needs(address, method))
        if answer.status not in (FINE if may else {403}):
            wrong.append(f"{method} {address.name}: {answer.status}, may={may}")
    assert wrong == []


# The rest of their address is a word that every organisation has, not a row's number.
WORDS = {"reports:quadrant", "reports:quadrant_segment", "reports:quadrant_export"}


def test_another_organisations_pages_do_not_exist_for_xena(acmes, xena, client_of):
    wrong = [
        f"{method} {address.name}: {answer.status}"
        for address, method, answer in visits(INSIDE, client_of(xena), acmes)
        if answer.status != 404 or CANARY in answer.body
    ]
    assert wrong == []


def test_another_organisations_rows_do_not_exist_inside_xenas_own(acmes, xena, client_of):
    """The address names Xena's organisation, its number belongs to Acme."""
    pages = [address for address in INSIDE if address.arguments - {"org"}]
    wrong = [
        f"{method} {address.name}: {answer.status}"
        for address, method, answer in visits(pages, client_of(xena), acmes, org="other")
        if (answer.status != 404 and address.name not in WORDS) or CANARY in answer.body
    ]
    assert wrong == []


def test_nothing_of_another_organisation_shows_on_xenas_own_pages(acmes, xena, client_of):
    pages = [address for address in [*INSIDE, *SIGNED_IN] if not address.arguments - {"org"}]
    wrong = [
        f"{method} {address.name}: {answer.status}"
        for address, method, answer in visits(pages, client_of(xena), acmes, org="other")
        if answer.status not in FINE or CANARY in answer.body
    ]
    assert wrong == []


def test_signed_out_visitors_are_asked_to_sign_in(acmes):
    login = reverse("account_login")
    wrong = [
        f"{method} {address.name}: {answer.status}"
        for address, method, answer in visits([*INSIDE, *SIGNED_IN], Client(), acmes)
        if answer.status != 302 or not answer.location.startswith(login)
    ]
    assert wrong == []


# They ask for a secret of their own first.
HOOKS = {
    "delivery:mail_hook",
    "delivery:own_hook",
    "delivery:sms_inbound",
    "delivery:sms_status",
    "delivery:reply_hook",
    "integrations:api_events",
    "integrations:api_purchases",
    "integrations:api_referrals",
    "integrations:api_customer",
    "integrations:api_cases",
    "integrations:api_case",
    "integrations:api_case_notes",
    "integrations:api_case_close",
}


def test_public_pages_answer_everybody(acmes, settings, tmp_path):
    settings.MAIL_CATCHER_DIR = str(tmp_path)
    leave_caught(tmp_path)
    wrong = [
        f"{method} {address.name}: {answer.status}"
        for address, method, answer in visits(PUBLIC, Client(), acmes)
        if address.name not in HOOKS
        and answer.status not in {*FINE, 503}  # 503: /healthz, as no worker runs beside this test
    ]
    assert wrong == []


def test_looking_changes_nothing(acmes, olga, client_of):
    """GET never writes, but for one line: that a link was opened, by a machine or a person, or by a friend."""
    wrong = []
    for address in [*INSIDE, *SIGNED_IN, *PUBLIC]:
        client = Client() if address.is_public else client_of(olga)
        with CaptureQueriesContext(connection) as queries:
            ask(client, "GET", url_of(address, acmes))
        wrong += [f"{address.name}: {query['sql'][:80]}" for query in queries if is_write(query["sql"])]
    assert wrong == []


OPENED = 'UPDATE "surveys_referrallink" SET "opened" = '
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "COPY", "EXECUTE PROMOTOR_INSERT")


def is_write(sql: str) -> bool:
    if sql.lstrip().startswith((f"INSERT INTO {LinkHit._meta.db_table}\n", OPENED)):
        return False
    return sql.lstrip("( ").upper().startswith(WRITES)


@pytest.mark.django_db
def test_a_made_up_token_leads_nowhere():
    wrong = []
    for address in PUBLIC:
        if address.arguments:
            url = reverse(address.name, kwargs={name: made_up(address, name) for name in address.arguments})
            for method in METHODS:
                status = Client().generic(method, url).status_code
                # Programs are asked for their key before anything else.
                if status not in {404, 405, *([401] if address.name in HOOKS else [])}:
                    wrong.append(f"{method} {address.name}: {status}")
    assert wrong == []


def made_up(address: Address, argument: str) -> str:
    return "7" if f"<int:{argument}>" in address.route else "no-such-token-at-all-1"
