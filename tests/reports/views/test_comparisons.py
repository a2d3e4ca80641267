"""B9: the quarterly comparison appears on its date with last quarter's rival table; done, the next one is planned."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Event
from delivery.models import OutboundMessage
from reports.actions.open_comparison import open_comparison
from reports.actions.save_comparison_plan import save_comparison_plan
from reports.models import Comparison, ComparisonPlan
from reports.tasks import open_comparisons
from responses.models import ExtraAnswer
from tests import factories

URL = "/o/acme/competition/"
MORNING = datetime(2026, 4, 1, 15, tzinfo=UTC)  # 9 or 10 h where Acme is


@pytest.fixture
def plan(acme, olga, mark):
    return save_comparison_plan(
        organisation=acme, is_on=True, next_on=MORNING.date(), owner=mark, by=olga, now=MORNING
    )


@pytest.fixture
def rated(acme, olga):
    """rated(n, day) lets n customers promote us and be detractors of Bodega Sur."""
    survey = factories.survey(acme, owner=olga)

    def make(n, day, theirs=3):
        for _ in range(n):
            given = factories.response(survey, 9, at=day)
            told = {"organisation": acme, "response": given, "answered_at": day}
            ExtraAnswer.objects.create(kind="rival", text="Bodega Sur", score=theirs, choice="them", **told)
            ExtraAnswer.objects.create(kind="barrier", choice="price", **told)

    return make


def test_it_appears_on_its_date_with_last_quarters_numbers_and_one_mail(acme, plan, rated, mark):
    rated(12, datetime(2026, 2, 10, tzinfo=UTC))
    rated(5, datetime(2025, 12, 10, tzinfo=UTC))  # the quarter before
    assert open_comparison(plan=plan, now=MORNING - timedelta(days=1)) is None
    found = open_comparison(plan=plan, now=MORNING)
    assert (found.first.isoformat(), found.last.isoformat()) == ("2026-01-01", "2026-03-31")
    together, company = found.table["beside"]
    assert (together["name"], company["name"], company["n"], company["points"]) == ("", "Bodega Sur", 12, 200)
    assert found.table["named"][0]["most"] == {
        "name": "Bodega Sur", "n": 12, "percent": 100.0, "of": 12,
        "low": pytest.approx(75.7, abs=0.1), "high": pytest.approx(100),
    }  # fmt: skip
    assert [(one["name"], one["about_rivals"]) for one in found.table["reasons"]] == [("price", True)]
    assert open_comparison(plan=plan, now=MORNING) is None  # a second worker, a second look
    mail = OutboundMessage.objects.get(reference=f"comparison:{found.pk}")
    assert (mail.recipient, mail.kind) == (mark.email, "staff")
    assert "Bodega Sur: ours +100, theirs" in mail.payload["text"]
    assert f"{URL}{found.pk}/" in mail.payload["html"]
    assert Event.objects.filter(verb="comparison.opened", actor="system").count() == 1


def test_done_with_a_decision_plans_the_next_one(client_of, acme, plan, rated, mark, vera, stan, xena):
    found = open_comparison(plan=plan, now=MORNING)
    manager = client_of(mark)
    dashboard = manager.get("/o/acme/dashboard/").content.decode()
    assert f"{URL}{found.pk}/" in dashboard
    assert f"{URL}{found.pk}/" not in client_of(vera).get("/o/acme/dashboard/").content.decode()
    page = f"{URL}{found.pk}/"
    typed = {"value": "Same-day help", "guarantee": "We match a price"}
    refused = manager.post(page, typed | {"done": "1", "decision": " "})
    assert refused.status_code == 422
    assert "Same-day help" in refused.content.decode()
    assert manager.post(page, typed).status_code == 302  # to go on later
    assert "We match a price" in manager.get(page).content.decode()
    assert client_of(stan).post(page, typed | {"done": "1", "decision": "x"}).status_code == 403
    assert client_of(xena).get(page).status_code == 404
    assert manager.post(page, typed | {"done": "1", "decision": "Match it"}).status_code == 302
    found.refresh_from_db()
    assert (found.decision, found.done_by) == ("Match it", mark)
    plan.refresh_from_db()
    today = timezone.now().date()
    assert plan.next_on > today or plan.next_on.isoformat() == "2026-07-01"
    assert (plan.next_on.day, plan.next_on.month % 3) == (1, 1)
    again = manager.post(page, typed | {"done": "1", "decision": "Something else"})
    assert again.status_code == 302
    found.refresh_from_db()
    assert found.decision == "Match it"
    assert "Match it" in client_of(vera).get(URL).content.decode()
    assert "<form" not in client_of(vera).get(page).content.decode().split("<main")[1]
    verbs = Event.objects.filter(verb__in=["comparison.noted", "comparison.done"])
    assert sorted(verbs.values_list("verb", flat=True)) == ["comparison.done", "comparison.noted"]


def test_the_sweep_waits_for_the_morning_and_for_real_figures(acme, other, plan, monkeypatch):
    clock = {"now": MORNING.replace(hour=7)}  # the small hours in Acme's zone
    monkeypatch.setattr("reports.tasks.timezone.now", lambda: clock["now"])
    type(acme).objects.filter(pk=acme.pk).update(time_zone="America/Mexico_City")
    open_comparisons()
    assert not Comparison.objects.exists()
    clock["now"] = MORNING
    type(acme).objects.filter(pk=acme.pk).update(has_sample_data=True)
    open_comparisons()
    assert not Comparison.objects.exists()
    type(acme).objects.filter(pk=acme.pk).update(has_sample_data=False)
    open_comparisons()
    open_comparisons()
    assert Comparison.objects.get().organisation == acme


def test_while_one_is_open_no_other_appears_and_the_owner_may_be_gone(acme, olga, mark, plan):
    factories.comparison(acme, MORNING.date() - timedelta(days=90))
    assert open_comparison(plan=plan, now=MORNING) is None
    Comparison.objects.update(done_at=MORNING, decision="x")
    mark.memberships.update(role="viewer")
    assert open_comparison(plan=plan, now=MORNING).owner == olga


def test_whether_when_and_who(client_of, acme, olga, mark, vera):
    manager = client_of(mark)
    day = (timezone.now() + timedelta(days=40)).date().isoformat()
    told = {"is_on": "on", "next_on": day, "owner": str(olga.pk)}
    assert manager.post(URL, told | {"next_on": ""}).status_code == 422
    assert manager.post(URL, told | {"next_on": "2020-01-01"}).status_code == 422
    assert manager.post(URL, told | {"owner": str(vera.pk)}).status_code == 422
    assert manager.post(URL, told).status_code == 302
    row = ComparisonPlan.objects.get()
    assert (row.is_on, row.next_on.isoformat(), row.owner) == (True, day, olga)
    assert manager.post(URL, {"owner": str(olga.pk)}).status_code == 302
    row.refresh_from_db()
    assert (row.is_on, row.next_on) == (False, None)
    assert client_of(vera).post(URL, told).status_code == 403


def test_quarters_stand_beside_each_other(client_of, acme, mark):
    for number in range(3):
        done = {"done_at": MORNING, "decision": f"Decision {number}"}
        factories.comparison(acme, MORNING.date() + timedelta(days=91 * number), **done)
    page = client_of(mark).get(URL).content.decode()
    assert page.count("−20 … +10") == 3
    assert "Decision 1" in page
    latest = Comparison.objects.order_by("-due_on").first()
    assert "A quarter earlier" in client_of(mark).get(f"{URL}{latest.pk}/").content.decode()
