"""A folder short and open enough for sockets (pytest's own tmp_path is neither)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nps_app.embedded.supervisor import Supervisor
from nps_app.embedded.testing import short_private_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    made = short_private_folder()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def said() -> list[str]:
    """What the supervisor told the terminal."""
    return []


@pytest.fixture
def supervisor(folder: Path, said: list[str]) -> Iterator[Supervisor]:
    made = Supervisor(logs=folder / "log", say=said.append)
    yield made
    made.stop()
