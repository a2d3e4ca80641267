"""Where `make run` keeps its data, logs and sockets. Standard library only: the settings import this."""

import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
POSTGRES_SOCKET_NAME = ".s.PGSQL.5432"
VALKEY_SOCKET_NAME = "valkey.sock"
# sockaddr_un.sun_path, minus the closing zero byte.
LONGEST_SOCKET_PATH = 107 if sys.platform == "linux" else 103


@dataclass(frozen=True)
class Places:
    """The folders of one checkout."""

    var: Path
    postgres_data: Path
    sockets: Path
    binaries: Path

    def make(self) -> None:
        """Create the folders."""
        for folder in self.folders:
            make_private(folder, enterable=os.geteuid() == 0)

    @property
    def folders(self) -> list[Path]:
        """Folders that only we may write, outermost first."""
        homes = {self.var, self.postgres_data.parent, self.sockets.parent, self.sockets}
        return [*sorted(homes), self.logs, self.mail]

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def mail(self) -> Path:
        return self.var / "mail"

    @property
    def secret_key(self) -> Path:
        return self.var / "secret_key"

    @property
    def valkey_data(self) -> Path:
        return self.var / "valkey"

    @property
    def postgres_sockets(self) -> Path:
        """A folder of its own: it belongs to the user PostgreSQL runs as."""
        return self.sockets / "pg"

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / VALKEY_SOCKET_NAME


def places(checkout: Path = CHECKOUT) -> Places:
    """The folders of a checkout: the same answer each time, so that every command finds the running servers."""
    var = checkout / "var"
    reachable = reachable_by_others(checkout)
    outside = _folder_outside(checkout, keeps_data=not reachable)
    sockets = var / "run" if reachable and fits_a_socket(var / "run" / "pg") else outside / "run"
    home = var if reachable else outside
    return Places(
        var=var, postgres_data=home / "postgres", sockets=sockets, binaries=home / "postgres-binaries"
    )


def fits_a_socket(folder: Path) -> bool:
    """Whether the longer of our socket names still fits below `folder`."""
    return len(os.fsencode(folder / POSTGRES_SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def reachable_by_others(folder: Path) -> bool:
    """Whether the user PostgreSQL will run as can enter `folder`: only root starts it as somebody else."""
    if os.geteuid() != 0:
        return True
    return all(_open_to_all(part) for part in (folder, *folder.parents) if part.exists())


def _open_to_all(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def _folder_outside(checkout: Path, *, keeps_data: bool) -> Path:
    """A short folder named after the checkout, for what cannot live in it.

    /tmp and not tempfile.gettempdir(): TMPDIR may differ between two terminals of one person.
    """
    name = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:10]
    base = Path("/var/lib") if keeps_data else Path("/tmp")  # noqa: S108 - owner and mode are checked by make_private
    return base / f"promotor-{os.geteuid()}-{name}"


def make_private(folder: Path, *, enterable: bool = False) -> Path:
    """Create a folder that only we can write; refuse one that somebody else put there before us.

    `enterable` lets other users pass through it (not list it), for PostgreSQL running as `nobody`.
    """
    mode = 0o711 if enterable else 0o700
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=mode, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PermissionError(f"{folder} belongs to somebody else. Remove it and start again.")
    folder.chmod(mode)
    return folder
