from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Organisation, User
from delivery.models import OutboundMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_var(settings, tmp_path):
    """The password file of a running trial beside this test must stay as it is."""
    settings.BASE_DIR = tmp_path


def run(*arguments):
    out = StringIO()
    call_command("setup_demo", *arguments, stdout=out)
    return out.getvalue().strip()


def test_it_says_how_to_sign_in_and_that_works(client, tmp_path):
    assert run() == ""

    said = run("--print-sign-in")
    password = said.removeprefix("sign in as owner@example.com, password ")
    response = client.post("/accounts/login/", {"login": "owner@example.com", "password": password})

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/o/cafe-aurora/dashboard/"
    assert (tmp_path / "var/owner_password").stat().st_mode & 0o077 == 0


def test_the_company_is_full_of_sample_data_and_sends_nothing(mailoutbox):
    run()

    assert Organisation.objects.get(name="Café Aurora").has_sample_data
    assert not OutboundMessage.objects.exists()
    assert mailoutbox == []


def test_a_second_start_changes_nothing():
    run()
    before = run("--print-sign-in")
    Organisation.objects.update(has_sample_data=False)

    run()

    assert run("--print-sign-in") == before
    assert not Organisation.objects.get().has_sample_data


def test_a_password_somebody_changed_is_not_told():
    run()
    owner = User.objects.get()
    owner.set_password("something of my own")
    owner.save()

    assert run("--print-sign-in") == "sign in as owner@example.com with the password you chose"


def test_without_a_demo_it_says_so():
    assert run("--print-sign-in") == "no demo account here: sign up for one"
