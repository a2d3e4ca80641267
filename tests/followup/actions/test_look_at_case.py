from datetime import timedelta

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from followup.actions.look_at_case import look_at_case
from tests import factories

NOW = timezone.now()


def test_two_see_each_other_for_half_a_minute(acme, other, mark, stan):
    cache.clear()

    def look(user, seconds=0, organisation=acme):
        return look_at_case(
            organisation=organisation, case_id=5, by=user, now=NOW + timedelta(seconds=seconds)
        )

    assert look(mark) == []
    assert look(stan, 5) == [mark.display_name]
    assert look(mark, 20) == [stan.display_name]
    assert look(mark, 36) == []  # stan has gone
    assert look(stan, 36, other) == []


def test_without_a_cache_nobody_sees_anybody(acme, mark, stan, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    for user in (mark, stan, mark):
        assert look_at_case(organisation=acme, case_id=5, by=user, now=NOW) == []


def test_the_case_and_its_refresh_name_the_others(client_of, acme, mark, stan):
    cache.clear()
    case = factories.case(factories.response(factories.survey(acme, owner=stan), 2), stan)
    page = reverse("followup:case", args=[acme.slug, case.pk])
    client_of(mark).get(page)
    assert f"{mark.display_name} is looking" in client_of(stan).get(page).content.decode()
    listed = reverse("followup:case_list", args=[acme.slug])
    refreshed = client_of(mark).get(f"{listed}?selected={case.pk}").content.decode()
    assert f"{stan.display_name} is looking" in refreshed
    assert "case-company" not in client_of(mark).get(listed).content.decode()
