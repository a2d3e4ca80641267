from pathlib import Path

import pytest

from nps_app import env
from nps_app.embedded import locate
from nps_app.embedded.paths import places


def test_the_settings_read_the_address_of_the_started_postgresql() -> None:
    found = env.database(locate.database_url())
    assert (found["HOST"], found["PORT"]) == (str(places().postgres_sockets), "5432")
    assert (found["NAME"], found["USER"]) == ("promotor", "promotor")


def test_a_folder_with_odd_signs_survives_the_address() -> None:
    found = env.database(locate.postgres_url("/srv/ñandú & co/100%"))
    assert found["HOST"] == "/srv/ñandú & co/100%"


@pytest.mark.parametrize(
    ("redis", "broker"),
    [
        ("unix:///run/v.sock?db=0", "redis+socket:///run/v.sock?virtual_host=0"),
        ("unix:///run/v.sock?db=3", "redis+socket:///run/v.sock?virtual_host=3"),
        ("unix:///run/v.sock", "redis+socket:///run/v.sock?virtual_host=0"),
        ("redis://redis:6379/1", "redis://redis:6379/1"),
    ],
)
def test_celery_gets_the_same_server(redis: str, broker: str) -> None:
    assert locate.broker_url(redis) == broker


def test_no_secret_key_before_the_first_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(locate, "places", lambda: places(tmp_path))
    assert locate.secret_key() == ""
    (tmp_path / "var").mkdir()
    (tmp_path / "var/secret_key").write_text("abc\n")
    assert locate.secret_key() == "abc"
