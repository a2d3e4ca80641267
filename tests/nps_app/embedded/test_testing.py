"""The servers and helpers every other test stands on."""

import smtplib
import time

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Page

from nps_app.embedded.smtp_sink import SmtpSink
from nps_app.embedded.supervisor import Supervisor
from nps_app.models import Heartbeat
from nps_app.tasks import record_worker_heartbeat
from tests.browser import check_axe


@pytest.mark.django_db
def test_the_database_is_a_recent_postgresql() -> None:
    assert connection.pg_version >= 150000


def test_redis_keeps_what_it_is_given() -> None:
    cache.set("probe", "ñ")
    assert cache.get("probe") == "ñ"


def test_the_sink_keeps_mails_and_refuses_on_demand(smtp_sink: SmtpSink) -> None:
    smtp_sink.refuse["gone@example.com"] = "550 5.1.1 no such user"
    with smtplib.SMTP("127.0.0.1", smtp_sink.port) as client:
        refused = client.sendmail(
            "a@example.com", ["b@example.com", "gone@example.com"], b"Subject: Hola\r\n\r\nTexto\r\n"
        )
    assert refused["gone@example.com"][0] == 550
    (mail,) = smtp_sink.wait_for(1)
    assert (mail.sender, mail.recipients) == ("a@example.com", ["b@example.com"])
    assert mail.message["Subject"] == "Hola"
    assert mail.text.strip() == "Texto"


def test_a_browser_page_opens_and_is_checked_for_accessibility(page: Page) -> None:
    page.set_content("<html lang=en><title>T</title><main><h1>Hello</h1></main></html>")
    check_axe(page)


@pytest.mark.allow_console("on purpose")
def test_an_allowed_console_error_does_not_fail(page: Page) -> None:
    page.evaluate("console.error('on purpose')")


def test_a_real_worker_and_beat_work_on_the_database_of_the_test(running_worker: Supervisor) -> None:
    record_worker_heartbeat.delay()
    deadline = time.monotonic() + 30
    while set(Heartbeat.objects.values_list("part", flat=True)) != {"beat", "worker"}:
        assert time.monotonic() < deadline, running_worker.log_end("worker")
        time.sleep(0.1)
