"""/o/<org>/improvements/: from unhappy customers to something that changes, and telling them."""

import html
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event
from contacts.models import Suppression
from delivery.models import OutboundMessage
from followup.models import (
    CaseEvent,
    Cause,
    Improvement,
    ImprovementCase,
    ImprovementNotice,
    ImprovementTheme,
)
from followup.queries.improvement_themes import loose_themes
from followup.queries.improvements import cases_behind, loose_causes
from tests import factories

NOW = timezone.now()
DAY = timedelta(days=1)
LIST = "/o/acme/improvements/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def a_case(survey, *, cause=None, at=NOW - 10 * DAY, contact=True, **fields):
    person = factories.contact(survey.organisation, **fields) if contact else None
    closed = {}
    if cause:
        closed = {
            "closed_at": at + DAY,
            "cause": cause,
            "remedy": factories.remedy(survey.organisation),
            "outcome": "resolved",
            "closing_note": "Sent again",
        }
    return factories.case(factories.response(survey, 2, contact=person, at=at, triaged_at=at), **closed)


def done(acme, *behind, **fields):
    kept = {"state": "done", "done_on": NOW.date(), "done_note": "Two more vans", **fields}
    return factories.improvement(acme, *behind, **kept)


def at(name, row=None, org="acme"):
    arguments = {"improvement_id": row.pk} if row else {}
    return reverse(f"followup:{name}", kwargs={"org": org, **arguments})


def words(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.parametrize(
    ("who", "look", "work", "tell"),
    [("olga", 200, 200, 200), ("mark", 200, 200, 200), ("stan", 200, 200, 403), ("vera", 403, 403, 403),
     ("xena", 404, 404, 404)],
)  # fmt: skip
def test_who_may(client_of, acme, request, who, look, work, tell):
    client, row = client_of(request.getfixturevalue(who)), done(acme)
    assert client.get(at("improvements")).status_code == look
    assert client.get(at("improvement", row)).status_code == look
    assert client.get(at("improvement_new")).status_code == work
    assert client.get(at("improvement_edit", row)).status_code == work
    assert client.get(at("improvement_tell", row)).status_code == tell


def test_signed_out(client, acme):
    assert client.get(LIST)["Location"].startswith(reverse("account_login"))


def test_three_late_deliveries_become_an_improvement_and_those_three_are_told(
    client_of, acme, survey, olga, stan
):
    late = factories.cause(acme, "Entregas tarde")
    cases = [a_case(survey, cause=late, name=f"Ana {number}", language="es") for number in range(3)]
    client = client_of(olga)
    assert "Entregas tarde" in words(client.get(LIST))
    address = f"{LIST}new/?cause={late.pk}"
    assert 'value="Entregas tarde"' in client.get(address).content.decode()
    sent = client.post(
        address, {"title": "On time", "owner": stan.pk, "due_on": "2030-01-31", "causes": [late.pk]}
    )
    row = Improvement.objects.of(acme).get()
    assert sent["Location"] == at("improvement", row)
    assert set(cases_behind(row)) == set(cases)
    assert "Nobody improves" not in words(client.get(LIST))
    client.post(
        at("improvement_end", row),
        {"end-state": "done", "end-on": NOW.strftime("%Y-%m-%d"), "end-note": "Two more vans"},
    )
    page = client.get(at("improvement_tell", row))
    assert all(f"Ana {number}" in words(page) for number in range(3))
    assert "Two more vans" in words(page)
    chosen = {"to": [case.contact_id for case in cases], "es-subject": "Ya llega a tiempo"}
    client.post(at("improvement_tell", row), {**chosen, "es-text": "Hola {first_name}: dos camionetas más."})
    mails = OutboundMessage.objects.of(acme).filter(kind="reply").order_by("pk")
    assert [mail.recipient for mail in mails] == [case.contact.email for case in reversed(cases)]
    assert mails[0].payload["text"].startswith("Hola Ana: dos camionetas más.")
    assert "Calle 1" in mails[0].payload["text"]
    assert ImprovementNotice.objects.of(acme).count() == 3
    assert CaseEvent.objects.of(acme).filter(kind="replied").count() == 3
    assert Event.objects.of(acme).get(verb="improvement.told").data == {"people": 3}
    assert "3, of which 0 mails have left, 3 are waiting" in words(client.get(at("improvement", row)))
    client.post(at("improvement_tell", row), {**chosen, "es-text": "Otra vez"})
    assert mails.count() == 3
    assert "Has been told already." in words(client.get(at("improvement_tell", row)))


def test_a_cause_comes_back_only_with_cases_after_what_was_done(acme, survey):
    cause = factories.cause(acme)
    narrower = Cause.objects.create(organisation=acme, name="Broken", parent=cause)
    a_case(survey, cause=cause, at=NOW - 20 * DAY)
    assert [(row.cause, row.cases) for row in loose_causes(acme, now=NOW)] == [(cause, 1)]
    done(acme, cause, done_on=(NOW - 10 * DAY).date())
    a_case(survey, cause=narrower, at=NOW - 15 * DAY)
    assert loose_causes(acme, now=NOW) == []
    a_case(survey, cause=narrower, at=NOW - 5 * DAY)
    assert [(row.cause, row.cases) for row in loose_causes(acme, now=NOW)] == [(narrower, 1)]


def test_who_is_not_told_and_why(client_of, acme, survey, olga):
    fine = a_case(survey, name="Fine")
    left = a_case(survey, name="Left", email="left@example.com")
    left.response.wants_contact = True  # asked to be contacted then; news is something else
    left.response.save()
    no = a_case(survey, name="Declined", email_consent="no")
    phone = a_case(survey, name="Phone", email="", phone="+573001234567")
    nobody = a_case(survey, contact=False)
    later = a_case(survey, name="Later", at=NOW + 2 * DAY)
    Suppression.objects.create(
        organisation=acme,
        channel="email",
        address_hash=Suppression.hashes_of("left@example.com")[0],
        reason="unsubscribed",
        at=NOW,
    )
    row = done(acme, fine, left, no, phone, nobody, later)
    said = words(client_of(olga).get(at("improvement_tell", row)))
    assert "1 customer can be told" in said
    assert "Left This customer unsubscribed." in said
    assert "Declined This customer does not want to be written to." in said
    assert "Phone There is no e-mail address to write to." in said
    assert "1 case without a customer we know" in said
    assert "Later" not in said


def test_only_those_who_are_ticked_and_nothing_with_a_bad_text(client_of, acme, survey, olga):
    one, two = a_case(survey, language="en"), a_case(survey, language="en")
    row, client = done(acme, one, two), client_of(olga)
    texts = {"en-subject": "News", "en-text": "Hello {first_nme}"}
    refused = client.post(at("improvement_tell", row), {**texts, "to": [one.contact_id]})
    assert refused.status_code == 422
    assert "is no blank that can be filled" in words(refused)
    assert "Hello {first_nme}" in refused.content.decode()
    nobody = client.post(at("improvement_tell", row), {**texts, "en-text": "Hello"})
    assert nobody.status_code == 422
    assert "Tick at least one customer." in words(nobody)
    client.post(at("improvement_tell", row), {**texts, "en-text": "Hello", "to": [one.contact_id, "x"]})
    assert [m.recipient for m in OutboundMessage.objects.of(acme)] == [one.contact.email]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": " "}, "Say in a few words what shall change."),
        ({"title": "x" * 121}, "120"),
        ({"due_on": "soon"}, "Type the day as year, month and day"),
        ({"owner": "0"}, "Choose somebody else."),
        ({"causes": ["0"]}, "Choose again."),
    ],
)
def test_a_bad_improvement_is_refused_and_kept(client_of, acme, olga, typed, said):
    factories.cause(acme)
    answer = client_of(olga).post(at("improvement_new"), {"title": "On time", "description": "Kept", **typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Kept" in words(answer)
    assert not Improvement.objects.of(acme).exists()


@pytest.mark.parametrize("bad", [{"end-note": " "}, {"end-on": "2999-01-01"}, {"end-on": ""}])
def test_ending_wants_a_day_that_has_come_and_a_note(client_of, acme, olga, bad):
    row = factories.improvement(acme)
    typed = {"end-state": "done", "end-on": "2026-01-31", "end-note": "Two more vans", **bad}
    answer = client_of(olga).post(at("improvement_end", row), typed)
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.is_open


def test_the_database_wants_a_day_and_a_note_too(acme):
    row = factories.improvement(acme)
    for fields in ({"state": "done"}, {"state": "done", "done_on": NOW.date(), "done_note": " "}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Improvement.objects.of(acme).filter(pk=row.pk).update(**fields)


def test_the_database_ties_cases_to_their_organisation(acme, other, survey):
    row, case = factories.improvement(other), a_case(survey)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementCase.objects.create(organisation=other, improvement=row, case=case)


def test_dropped_and_taken_up_again(client_of, acme, stan):
    row, client = factories.improvement(acme), client_of(stan)
    client.post(
        at("improvement_end", row), {"end-state": "dropped", "end-on": "2026-01-31", "end-note": "Too dear"}
    )
    assert "Too dear" in words(client.get(at("improvement", row)))
    assert "On time" in words(client.get(f"{LIST}?state=dropped"))
    client.post(at("improvement_reopen", row))
    row.refresh_from_db()
    assert (row.state, row.done_on, row.done_note) == ("open", None, "")


def test_from_a_case_and_away_again(client_of, acme, survey, stan):
    row, case, client = factories.improvement(acme), a_case(survey), client_of(stan)
    put = reverse("followup:case_improvement", kwargs={"org": "acme", "case_id": case.pk})
    client.post(put, {"improvement": row.pk})
    assert list(cases_behind(row)) == [case]
    page = client.get(f"/o/acme/cases/{case.pk}/")
    assert at("improvement", row) in page.content.decode()
    client.post(put, {"away": row.pk})
    assert not cases_behind(row).exists()
    client.post(f"{LIST}new/?case={case.pk}", {"title": "From the case"})
    assert list(cases_behind(Improvement.objects.of(acme).get(title="From the case"))) == [case]


def test_nothing_of_another_organisation(client_of, acme, other, survey, xena):
    client, case = client_of(xena), a_case(survey)
    row, mine = factories.improvement(acme), factories.improvement(other)
    assert client.get(at("improvement", row, "other")).status_code == 404
    assert client.get(f"/o/other/improvements/new/?case={case.pk}").status_code == 404
    put = reverse("followup:case_improvement", kwargs={"org": "other", "case_id": case.pk})
    assert client.post(put, {"improvement": mine.pk}).status_code == 404


def test_as_many_queries_for_one_as_for_three(client_of, acme, survey, olga):
    client = client_of(olga)
    late = factories.cause(acme)

    def add():
        row = done(acme, a_case(survey), late, "delivery")
        factories.comment_theme(a_case(survey, cause=late).response, "delivery")
        return row

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    row = add()
    pages = [f"{LIST}?state=done", at("improvement", row), at("improvement_tell", row)]
    once = [queries(page) for page in pages]
    add()
    add()
    for case in (a_case(survey), a_case(survey)):
        ImprovementCase.objects.create(organisation=acme, improvement=row, case=case)
    assert [queries(page) for page in pages] == once


def test_a_theme_becomes_an_improvement_from_the_page_of_reasons(client_of, acme, survey, olga, vera):
    def wrote(score, days, polarity, comment):
        row = factories.response(survey, score, at=NOW - days * DAY, comment=comment, triaged_at=NOW)
        factories.comment_theme(row, "delivery", polarity)

    for place in range(12):
        wrote(2, 5 + place, -1, f"Llegó tarde {place}")
    wrote(10, 20, 1, "Llegó rápido")
    wrote(2, 200, -1, "Hace mucho")
    client = client_of(olga)
    page = client.get("/o/acme/reasons/?period=30d").content.decode()
    since = (timezone.localtime(NOW, acme.zone) - 29 * DAY).date().isoformat()
    address = f"{LIST}new/?theme=delivery&since={since}"
    assert html.escape(address) in page
    assert (
        html.escape(f"{LIST}new/") not in client_of(vera).get("/o/acme/reasons/?period=30d").content.decode()
    )
    assert "12 of 13 comments criticise it" in words(client.get(LIST))
    form = client.get(address).content.decode()
    assert 'value="Delivery"' in form
    assert f'value="{since}"' in form
    assert re.search(r'value="delivery"[^>]*checked', form)
    sent = client.post(address, {"title": "On time", "themes": ["delivery"], "comments_since": since})
    row = Improvement.objects.of(acme).get()
    assert sent["Location"] == at("improvement", row)
    said = words(client.get(at("improvement", row)))
    assert "13 comments about it since" in said
    assert "Llegó tarde 3" in said
    assert "Hace mucho" not in said
    assert "13 comments about it" in words(client.get(LIST))
    assert "nobody improves it" not in words(client.get(LIST))
    assert "In hand : On time" in words(client.get("/o/acme/reasons/"))
    assert "In hand: On time" in words(client.get("/o/acme/reasons/delivery/"))
    client.post(
        at("improvement_end", row),
        {"end-state": "done", "end-on": (NOW - 2 * DAY).strftime("%Y-%m-%d"), "end-note": "Two more vans"},
    )
    assert "Those who mention it, before and after" in words(client.get(at("improvement", row)))


def test_themes_that_are_not_offered_and_days_that_are_none_are_refused(client_of, acme, olga, other):
    own = factories.own_theme(other, is_active=True)
    client = client_of(olga)
    typed = {"title": "On time", "themes": [own.key], "comments_since": "0001-01-01"}
    refused = client.post(at("improvement_new"), typed)
    assert refused.status_code == 422
    assert "A theme is no longer on the list." in words(refused)
    assert "Choose a day after 1999." in words(refused)
    assert client.get(f"{at('improvement_new')}?theme={own.key}&since=never").status_code == 200


def test_the_database_keeps_themes_within_the_organisation(acme, other):
    row = factories.improvement(acme)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementTheme.objects.create(organisation=other, improvement=row, theme="price")


def test_what_was_just_mended_is_no_loose_theme(acme, survey):
    for _ in range(12):
        row = factories.response(survey, 2, at=NOW - 20 * DAY, comment="Tarde", triaged_at=NOW)
        factories.comment_theme(row, "delivery")
    assert [one.key for one in loose_themes(acme, now=NOW)] == ["delivery"]
    done(acme, "delivery", done_on=(NOW - 10 * DAY).date())
    assert loose_themes(acme, now=NOW) == []


def test_a_made_up_one_is_kept_once_somebody_changed_it(client_of, acme, survey, olga):
    row = factories.improvement(acme, sample=survey)
    client_of(olga).post(at("improvement_edit", row), {"title": "Ours now"})
    row.refresh_from_db()
    assert (row.title, row.sample) == ("Ours now", None)
