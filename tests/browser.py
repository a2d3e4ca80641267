"""pytest plugin: pages in Debian's Chromium. A test that takes `page` fails on any error in its console."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError

BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright's synchronous driver keeps an event loop in this thread, which Django would take for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def find_chromium() -> str | None:
    """The browser: CHROMIUM from the environment, else the system's."""
    named = os.environ.get("CHROMIUM")
    candidates = (named, "/usr/bin/chromium", shutil.which("chromium"), shutil.which("chromium-browser"))
    return next((path for path in candidates if path and os.access(path, os.X_OK)), None)


def on_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser, skip each browser test by its name; on CI they run, and fail, instead."""
    if find_chromium() or on_ci():
        return
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.skip(reason=f"{item.name} needs Chromium (apt install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = find_chromium()
    if not chromium:
        pytest.fail("There is no Chromium here, and on CI the browser tests are not optional.")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": chromium, "args": FLAGS + sandbox}


def wait_until_quiet(seconds: float = 10) -> None:
    """Return when no other session has worked on the test database for a moment, or after `seconds`."""
    from django.db import connection

    busy = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
    )
    # A session of its own: the browser's driver keeps an event loop here, where Django's connection is another one.
    with closing(connection.get_new_connection(connection.get_connection_params())) as session:
        session.autocommit = True
        cursor = session.cursor()
        quiet, give_up = 0, time.monotonic() + seconds
        while quiet < 3 and time.monotonic() < give_up:
            time.sleep(0.1)
            cursor.execute(busy)
            quiet = 0 if cursor.fetchone()[0] else quiet + 1


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab; errors in its console and uncaught exceptions fail the test when it ends."""
    problems: list[str] = []

    def keep_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"console: {message.text}")

    def keep_exception(error: WebError) -> None:
        problems.append(f"uncaught: {error.error}")

    context.on("console", keep_console)
    context.on("weberror", keep_exception)
    yield context.new_page()
    # A page that closes still says goodbye to the live server: emptying the tables meanwhile would deadlock.
    context.close()
    if "live_server" in request.fixturenames:
        wait_until_quiet()
    allowed = [mark.args[0] for mark in request.node.iter_markers("allow_console")]
    unexpected = [problem for problem in problems if not any(text in problem for text in allowed)]
    assert not unexpected, "\n".join(unexpected)


def check_axe(page: Page) -> None:
    """Fail with axe's report when the page has an accessibility problem it can see."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
