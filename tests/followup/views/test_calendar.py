import pytest
from django.urls import reverse
from django.utils import timezone

from followup.actions.open_case import open_case
from followup.models import Case, WorkingCalendar
from followup.tasks import keep_clocks
from tests import factories

TYPED = {
    **{f"day_{number}": "9:00-14:00, 16:00-19:00" for number in range(5)},
    "day_5": "",
    "day_6": "",
    "holidays": "2026-12-25 Navidad",
    "first_contact": "4h",
    "resolution": "3d",
    "escalate_to": "",
}


@pytest.fixture
def address(acme):
    return reverse("followup:calendar", args=[acme.slug])


def test_the_page_starts_with_an_office_week(client_of, olga, address):
    page = client_of(olga).get(address)
    assert page.status_code == 200
    assert "9:00–18:00" in page.content.decode()


def test_saving_keeps_it_and_reckons_open_cases_anew(client_of, acme, olga, mark, address):
    response = factories.response(factories.survey(acme, owner=olga), 2)
    case = open_case(response=response, owner=olga, now=timezone.now())
    saved = client_of(olga).post(address, {**TYPED, "escalate_to": mark.pk})
    assert saved.status_code == 302
    kept = WorkingCalendar.objects.get()
    assert kept.week[0] == [[540, 840], [960, 1140]]
    assert (kept.holidays, kept.first_contact, kept.escalate_to) == ([["2026-12-25", "Navidad"]], "4h", mark)
    keep_clocks()
    again = Case.objects.get()
    assert again.calendar_mark != case.calendar_mark
    assert again.first_contact == "1d"  # what was promised stays promised
    shown = client_of(olga).get(address).content.decode()
    assert "9:00–14:00, 16:00–19:00" in shown
    assert "2026-12-25 Navidad" in shown


def test_a_new_time_zone_of_the_organisation_is_noticed_too(acme, olga):
    response = factories.response(factories.survey(acme, owner=olga), 2)
    case = open_case(response=response, owner=olga, now=timezone.now())
    acme.time_zone = "Asia/Tokyo"
    acme.save()
    keep_clocks()
    assert Case.objects.get().due_at != case.due_at


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("day_2", "nine to five", "nine to five"),
        ("holidays", "2026-12-25 ok\n6/1/2027 Reyes", "6/1/2027 Reyes"),
        ("first_contact", "1s", "1s"),
    ],
)
def test_what_is_not_understood_is_named_and_kept(client_of, olga, address, field, typed, said):
    page = client_of(olga).post(address, {**TYPED, field: typed})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert page.context["form"].errors[field]
    assert not WorkingCalendar.objects.exists()


def test_somebody_has_to_work_sometime(client_of, olga, address):
    page = client_of(olga).post(address, {**TYPED, **{f"day_{number}": "" for number in range(7)}})
    assert page.status_code == 422
    assert page.context["form"].errors["day_0"]


def test_only_who_may_edit_settings(client, client_of, stan, mark, xena, address):
    assert client.get(address).status_code == 302
    assert client_of(xena).get(address).status_code == 404
    assert client_of(stan).get(address).status_code == 403
    assert client_of(mark).get(address).status_code == 403


def test_the_case_says_whose_turn_it_is(client_of, acme, stan):
    response = factories.response(factories.survey(acme, owner=stan), 2)
    case = open_case(response=response, owner=stan, now=timezone.now())
    wait = reverse("followup:case_wait", args=[acme.slug, case.pk])
    page = client_of(stan).post(wait, {"waiting": "1"}, follow=True)
    assert "Waiting for the customer" in page.content.decode()
    assert Case.objects.get().waiting_since
    listed = client_of(stan).get(reverse("followup:cases", args=[acme.slug]) + "?tab=waiting")
    assert listed.context["inbox"].counts["waiting"] == 1
    stale = client_of(stan).post(wait, {"waiting": "0", "seen": "1"})
    assert stale.status_code == 422
    client_of(stan).post(wait, {"waiting": "0"})
    assert Case.objects.get().waiting_since is None
