import pytest
from django.urls import reverse
from django.utils import timezone

from followup.actions.close_case import close_case
from followup.models import Case, Cause, Remedy
from tests import factories


def address(cause=None, org="acme"):
    if cause:
        return reverse("followup:cause", kwargs={"org": org, "choice_id": cause.pk})
    return reverse("followup:causes", kwargs={"org": org})


@pytest.mark.parametrize(
    ("who", "status"), [("olga", 200), ("mark", 403), ("stan", 403), ("vera", 403), ("xena", 404)]
)
def test_who_may_edit_causes(client_of, acme, request, who, status):
    client = client_of(request.getfixturevalue(who))
    assert client.get(address()).status_code == status
    assert client.get(address(factories.cause(acme))).status_code == status


def test_signed_out(client, acme):
    assert client.get(address())["Location"].startswith(reverse("account_login"))
    assert client.get(address(factories.cause(acme)))["Location"].startswith(reverse("account_login"))


def test_anothers_cause_does_not_exist(client_of, acme, other, xena):
    assert client_of(xena).post(address(factories.cause(acme), other.slug)).status_code == 404


def test_start_from_the_suggested_list(client_of, acme, olga):
    client = client_of(olga)
    assert "Use the suggested list" in client.get(address()).content.decode()
    assert client.post(address(), {"suggested": "1"}).status_code == 302
    assert Cause.objects.of(acme).count() == 7


def test_add_rename_retire_restore(client_of, acme, olga):
    client = client_of(olga)
    client.post(address(), {"name": "  Stains "})
    cause = Cause.objects.of(acme).get()
    assert cause.name == "Stains"
    client.post(address(cause), {"name": "Spots"})
    client.post(address(cause), {"retire": "1"})
    cause.refresh_from_db()
    assert (cause.name, cause.is_active) == ("Spots", False)
    assert "no longer offered" in client.get(address()).content.decode()
    client.post(address(cause), {"restore": "1"})
    cause.refresh_from_db()
    assert cause.is_active


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "late DELIVERY", "a\x00b"])
def test_a_bad_name_is_refused_and_kept(client_of, acme, olga, name):
    factories.cause(acme, "Late delivery")
    response = client_of(olga).post(address(), {"name": name})
    assert response.status_code == 422
    assert response.context["form"]["name"].value() == name
    assert Cause.objects.of(acme).count() == 1


def test_the_list_counts_closed_cases(client_of, acme, olga):
    cause = factories.cause(acme)
    case = factories.case(factories.response(factories.survey(acme), 1))
    close_case(
        case=case,
        cause=cause,
        remedy=factories.remedy(acme),
        note="Done",
        outcome=Case.Outcome.RESOLVED,
        by=olga,
        now=timezone.now(),
    )
    assert "1 case closed with it" in client_of(olga).get(address()).content.decode()


def remedies(remedy=None, org="acme"):
    if remedy:
        return reverse("followup:remedy", kwargs={"org": org, "choice_id": remedy.pk})
    return reverse("followup:remedies", kwargs={"org": org})


@pytest.mark.parametrize(("who", "status"), [("olga", 200), ("stan", 403), ("xena", 404)])
def test_who_may_edit_actions_taken(client_of, acme, request, who, status):
    client = client_of(request.getfixturevalue(who))
    assert client.get(remedies()).status_code == status
    assert client.get(remedies(factories.remedy(acme))).status_code == status


def test_actions_taken_are_added_and_changed(client_of, acme, olga):
    client = client_of(olga)
    client.post(remedies(), {"name": "Sent flowers"})
    remedy = Remedy.objects.of(acme).get()
    client.post(remedies(remedy), {"name": "Sent a gift"})
    assert "Sent a gift" in client.get(remedies()).content.decode()
    assert client.post(remedies(), {"name": "sent a GIFT"}).status_code == 422


def test_a_cause_below_another_with_its_playbook(client_of, acme, other, olga):
    wider, foreign = factories.cause(acme, "Delivery"), factories.cause(other, "Theirs")
    client = client_of(olga)
    data = {"name": "Late", "parent": wider.pk, "playbook": "1. Ask the carrier"}
    assert client.post(address(), data | {"parent": foreign.pk}).status_code == 422
    assert client.post(address(), data).status_code == 302
    late = Cause.objects.of(acme).get(name="Late")
    assert (late.parent, late.playbook) == (wider, "1. Ask the carrier")
    response = client.post(address(wider), {"name": "Delivery", "parent": factories.cause(acme, "Price").pk})
    assert response.status_code == 422
    assert "There are causes below this one" in response.content.decode()
