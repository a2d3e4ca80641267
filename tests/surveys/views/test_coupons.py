import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.models import Coupon, CouponPool
from tests import factories


@pytest.fixture
def pool(acme, olga):
    return factories.coupon_pool(factories.survey(acme, olga), codes=["A-1", "A-2"])


def test_pasted_and_uploaded_together(client_of, mark, acme):
    file = SimpleUploadedFile("codes.csv", "código;hasta\nB-1;2027\nB-2;2027\n".encode("cp1252"))
    reply = client_of(mark).post("/o/acme/coupons/", {"name": "Cafés", "codes": "A-1\nA-2", "file": file})
    pool = CouponPool.objects.get()
    assert reply["Location"] == f"/o/acme/coupons/{pool.pk}/"
    assert (pool.name, pool.size, pool.given) == ("Cafés", 4, 0)
    assert sorted(Coupon.objects.values_list("code", flat=True)) == ["A-1", "A-2", "B-1", "B-2"]


def test_bad_lines_are_named_and_nothing_is_added(client_of, mark, pool):
    reply = client_of(mark).post(f"/o/acme/coupons/{pool.pk}/", {"codes": "A-3\na-1\ntwo words"})
    assert reply.status_code == 422
    page = reply.content.decode()
    assert "Line 2, “a-1”: is there already." in page
    assert "Line 3, “two words”" in page
    assert "A-3\na-1\ntwo words" in page
    pool.refresh_from_db()
    assert (pool.size, Coupon.objects.count()) == (2, 2)


def test_a_file_with_a_bad_line_comes_back_in_the_field(client_of, mark, pool):
    file = SimpleUploadedFile("codes.csv", b"A-3\nA-3\n")
    reply = client_of(mark).post(f"/o/acme/coupons/{pool.pk}/", {"file": file})
    assert reply.status_code == 422
    assert "A-3\nA-3" in reply.content.decode()


@pytest.mark.parametrize("typed", [{}, {"codes": " \n"}, {"codes": "code\n"}])
def test_without_codes(client_of, mark, pool, typed):
    assert client_of(mark).post(f"/o/acme/coupons/{pool.pk}/", typed).status_code == 422
    assert client_of(mark).post("/o/acme/coupons/", {"name": "New", **typed}).status_code == 422
    assert CouponPool.objects.count() == 1


def test_a_name_there_already_is_refused(client_of, mark, pool):
    reply = client_of(mark).post("/o/acme/coupons/", {"name": "CODES", "codes": "X"})
    assert reply.status_code == 422
    assert "name" in reply.context["form"].errors


def test_more_codes_make_the_warning_possible_again(client_of, mark, pool):
    CouponPool.objects.update(low_told_at=timezone.now(), gone_told_at=timezone.now())
    assert client_of(mark).post(f"/o/acme/coupons/{pool.pk}/", {"codes": "A-3"}).status_code == 302
    pool.refresh_from_db()
    assert (pool.size, pool.low_told_at, pool.gone_told_at) == (3, None, None)


def test_who_may(client_of, olga, stan, vera, xena, pool):
    for url in ("/o/acme/coupons/", f"/o/acme/coupons/{pool.pk}/"):
        assert client_of(olga).get(url).status_code == 200
        assert client_of(stan).get(url).status_code == 200
        assert client_of(stan).post(url, {"codes": "X", "name": "Y"}).status_code == 403
        assert client_of(vera).get(url).status_code == 403
        assert client_of(xena).get(url).status_code == 404


def test_as_many_queries_for_three_as_for_one(client_of, olga, acme, pool):
    client = client_of(olga)

    def queries(url):
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    page = f"/o/acme/coupons/{pool.pk}/"
    take(pool, acme, "A-1")
    client.get(page)
    before = queries("/o/acme/coupons/"), queries(page)
    take(pool, acme, "A-2")
    for number in range(2):
        CouponPool.objects.create(organisation=acme, name=f"More {number}", created_at=timezone.now())
    assert (queries("/o/acme/coupons/"), queries(page)) == before


def take(pool, acme, code):
    Coupon.objects.filter(code=code).update(contact=factories.contact(acme), given_at=timezone.now())
