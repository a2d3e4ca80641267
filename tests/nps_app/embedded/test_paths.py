import os
import shutil
from pathlib import Path

import pytest

from nps_app.embedded import paths

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL as somebody else")


def test_a_short_open_checkout_keeps_everything_in_var(folder: Path) -> None:
    found = paths.places(folder)
    assert found.postgres_data == folder / "var/postgres"
    assert found.valkey_socket == folder / "var/run/valkey.sock"
    assert found == paths.places(folder)


def test_a_long_checkout_has_its_sockets_elsewhere_and_its_data_at_home(folder: Path) -> None:
    deep = folder / ("long-name-" * 9)
    deep.mkdir(mode=0o755)
    found = paths.places(deep)
    assert found.postgres_data == deep / "var/postgres"
    assert not found.sockets.is_relative_to(deep)
    assert paths.fits_a_socket(found.postgres_sockets)
    assert found.sockets != paths.places(deep.with_name(f"{deep.name}2")).sockets


@only_root
def test_below_a_closed_folder_root_keeps_the_database_where_its_user_can_reach_it(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    found = paths.places(closed)
    assert found.var == closed / "var"
    assert str(found.postgres_data).startswith("/var/lib/promotor-0-")
    assert paths.fits_a_socket(found.postgres_sockets)


@only_root
def test_a_folder_somebody_else_made_first_is_refused(folder: Path) -> None:
    planted = folder / "planted"
    planted.mkdir()
    shutil.chown(planted, "nobody")
    with pytest.raises(PermissionError, match="belongs to somebody else"):
        paths.make_private(planted)


def test_a_link_is_refused(folder: Path) -> None:
    (folder / "target").mkdir()
    (folder / "link").symlink_to(folder / "target")
    with pytest.raises(PermissionError, match="belongs to somebody else"):
        paths.make_private(folder / "link")


def test_a_private_folder_is_private(folder: Path) -> None:
    assert paths.make_private(folder / "a/b").stat().st_mode & 0o777 == 0o700
