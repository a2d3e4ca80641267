import pytest
from django.db import DatabaseError, transaction

from surveys.models import SurveyVersion
from tests import factories


def test_published_version_is_never_rewritten(acme):
    version = factories.survey(acme).published
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        SurveyVersion.objects.filter(pk=version.pk).update(brand="Other")
    version.brand = "Other"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        version.save()
    version.refresh_from_db()
    assert version.brand == "Acme"


def test_survey_can_still_be_deleted(acme):
    survey = factories.survey(acme)
    factories.response(survey, 9)
    survey.delete()
    assert not SurveyVersion.objects.exists()
