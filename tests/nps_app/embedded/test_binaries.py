import os
import subprocess
from pathlib import Path

import pytest

from nps_app.embedded import binaries


def test_the_wheel_brings_postgresql_18(folder: Path) -> None:
    program = binaries.postgres_folder(folder / "copy") / "postgres"
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    assert " 18." in told


def test_without_wheel_and_system_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(binaries, "_wheel_folder", lambda package: None)
    monkeypatch.setattr(binaries, "DEBIAN_POSTGRES", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(binaries.ServerMissing, match="set DATABASE_URL"):
        binaries.postgres_folder(tmp_path)
    with pytest.raises(binaries.ServerMissing, match="set REDIS_URL"):
        binaries.valkey_program()


def test_the_systems_newest_postgresql_stands_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for version in ("9.6", "14", "16", "17"):
        programs = tmp_path / version / "bin"
        programs.mkdir(parents=True)
        for name in binaries.POSTGRES_PROGRAMS:
            (programs / name).touch(mode=0o755)
    monkeypatch.setattr(binaries, "_wheel_folder", lambda package: None)
    monkeypatch.setattr(binaries, "DEBIAN_POSTGRES", tmp_path)
    assert binaries.postgres_folder(tmp_path) == tmp_path / "17/bin"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL as somebody else")
def test_below_a_closed_folder_the_programs_are_copied_and_run_for_nobody(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(binaries, "reachable_by_others", lambda path: False)
    program = binaries.postgres_folder(folder / "copy") / "initdb"
    assert program.is_relative_to(folder / "copy")
    as_nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", program, "--version"]
    told = subprocess.run(as_nobody, capture_output=True, text=True, check=True, cwd="/").stdout
    assert "PostgreSQL" in told
    assert binaries.postgres_folder(folder / "copy") == program.parent
