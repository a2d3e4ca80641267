import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delivery.models import OutboundMessage
from surveys.models import Campaign, Experiment, Programme
from tests import factories

LIST, NEW = "/o/acme/experiments/", "/o/acme/experiments/new/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga, name="Customers 2026")


@pytest.fixture
def experiment(survey):
    return factories.experiment(survey)


@pytest.mark.parametrize(
    ("who", "seen", "made"),
    [("olga", 200, 200), ("mark", 200, 200), ("stan", 200, 403), ("vera", 403, 403), ("xena", 404, 404)],
)
def test_who_sees_and_who_makes(request, client_of, experiment, who, seen, made):
    client = client_of(request.getfixturevalue(who))
    one = f"{LIST}{experiment.pk}/"
    assert [client.get(url).status_code for url in (LIST, one, f"{one}A/", f"{one}B/")] == [seen] * 4
    assert client.get(NEW).status_code == made


def test_signed_out(experiment):
    for url in (LIST, NEW, f"{LIST}{experiment.pk}/", f"{LIST}{experiment.pk}/A/"):
        assert Client().get(url).status_code == 302


def test_anothers_does_not_exist(client_of, xena, experiment):
    client = client_of(xena)
    assert client.get(f"/o/other/experiments/{experiment.pk}/").status_code == 404
    assert (
        client.get(f"/o/other/experiments/new/?survey={experiment.survey_id}&differs=subject").status_code
        == 422
    )


def test_list_has_constant_queries(client_of, mark, survey, experiment):
    client = client_of(mark)
    numbers = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        numbers.append(len(queries))
        for _ in range(2):
            factories.experiment(survey)
    assert numbers[0] == numbers[1]


def test_a_subject_is_prepared_and_sent(client_of, mark, acme, survey):
    client = client_of(mark)
    step = f"{NEW}?survey={survey.pk}&differs=subject"
    assert "Acme: una pregunta" in client.get(step).content.decode()
    answer = client.post(step, {"percent": 40, "subject_es": "¿Un minuto?", "subject_en": "One minute?"})
    experiment = Experiment.objects.get()
    assert answer.headers["Location"] == f"{LIST}{experiment.pk}/"
    assert (experiment.percent, experiment.texts["en"]) == (40, {"subject": "One minute?"})
    factories.contact(acme)
    chosen = {"survey": survey.pk, "experiment": experiment.pk}
    page = client.get("/o/acme/campaigns/new/", chosen).content.decode()
    assert f"{LIST}{experiment.pk}/B/" in page
    client.post("/o/acme/campaigns/new/", chosen | {"launch_key": uuid.uuid4(), "confirm": "on"})
    assert Campaign.objects.get().experiment == experiment


def test_what_is_missing_or_the_same_is_named_and_what_was_typed_stays(client_of, mark, survey):
    client = client_of(mark)
    step = f"{NEW}?survey={survey.pk}&differs=subject"
    page = client.post(step, {"percent": 0, "subject_es": "¿Un minuto?", "subject_en": ""})
    assert page.status_code == 422
    assert "Write it in each language" in page.content.decode()
    assert "¿Un minuto?" in page.content.decode()
    same = {"percent": 50, "subject_es": "Acme: una pregunta", "subject_en": "Acme: one question"}
    assert "A has this subject" in client.post(step, same).content.decode()
    field = client.post(step, {"percent": 50, "subject_es": "{nombre}", "subject_en": "x"}).content.decode()
    assert "{nombre} is not known here" in field
    assert not Experiment.objects.exists()


def test_a_wording_needs_an_earlier_version(client_of, mark, survey):
    client = client_of(mark)
    step = f"{NEW}?survey={survey.pk}&differs=wording"
    assert "published once only" in client.get(step).content.decode()
    old = survey.published
    survey.published = factories.version(survey, number=2)
    survey.save()
    client.post(step, {"percent": 50, "version": old.pk})
    assert Experiment.objects.get().version == old


def test_an_experiment_of_another_survey_is_refused(client_of, mark, acme, olga, experiment):
    other = factories.survey(acme, olga, name="Other")
    page = client_of(mark).get("/o/acme/campaigns/new/", {"survey": other.pk, "experiment": experiment.pk})
    assert "is about another survey" in page.content.decode()


def test_a_test_is_both_mails(client_of, mark, survey, experiment):
    client_of(mark).post(
        "/o/acme/campaigns/new/", {"test": 1, "survey": survey.pk, "experiment": experiment.pk}
    )
    subjects = sorted(message.payload["subject"][:2] for message in OutboundMessage.objects.all())
    assert subjects == ["A:", "B:"]


def test_a_programme_takes_it_up(client_of, mark, survey, experiment):
    client = client_of(mark)
    client.post("/o/acme/programmes/", {"survey": survey.pk, "period_days": 30, "experiment": experiment.pk})
    programme = Programme.objects.get()
    assert programme.experiment == experiment
    assert "A compared with B" in client.get(f"/o/acme/programmes/{programme.pk}/").content.decode()


def test_the_page_of_a_send_compares_its_arms(client_of, mark, survey, experiment):
    campaign = factories.campaign(survey, experiment=experiment)
    for arm in "AB":
        factories.invitation(survey, factories.contact(survey.organisation), campaign, arm=arm)
    page = client_of(mark).get(f"/o/acme/campaigns/{campaign.pk}/").content.decode()
    assert "Too few people were asked to compare" in page
