"""The processes of Promotor itself, as `make run` starts them, and their environment."""

import os
import secrets
import sys
from pathlib import Path

from nps_app.embedded import locate
from nps_app.embedded.paths import CHECKOUT, Places
from nps_app.embedded.supervisor import Program

WEB_WORKERS = 2
# Each holds a connection to PostgreSQL, which takes a hundred. The web server's own default is 128.
WEB_THREADS = 16
QUEUE_WORKERS = 2


def environment(places: Places, *, port: int, mail_port: int | None) -> dict[str, str]:
    """Our environment plus where everything is; `mail_port` of the mail catcher, or none for a real mail server."""
    added = {
        "DJANGO_SETTINGS_MODULE": "nps_app.settings",
        "PROMOTOR_TRIAL": "1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_URL_FILE"):
        added["DATABASE_URL"] = locate.database_url()
    if not os.environ.get("REDIS_URL") and not os.environ.get("REDIS_URL_FILE"):
        added |= {"REDIS_URL": locate.redis_url(), "BROKER_URL": locate.broker_url()}
    if not os.environ.get("SECRET_KEY") and not os.environ.get("SECRET_KEY_FILE"):
        added["SECRET_KEY_FILE"] = str(write_secret_key(places.secret_key))
    if mail_port:
        added |= {
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail_port),
            "MAIL_CATCHER_DIR": str(places.mail),
            # Nobody sleeps in a mail catcher: a trial by night shows its mails at once.
            "MAIL_FIRST_HOUR": "0",
            "MAIL_LAST_HOUR": "24",
        }
    return os.environ | added


def write_secret_key(file: Path) -> Path:
    """Make the key once: another one would sign everybody out."""
    if not file.is_file():
        half = file.with_name(f"{file.name}.half")
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(48))
        half.rename(file)
    return file


def mail_catcher(places: Places, environment: dict[str, str]) -> Program:
    """Keeps mail in var/mail instead of sending it."""
    return _python("mail", ["nps_app.embedded.mail_catcher", "--folder", str(places.mail)], environment)


def web(port: int, environment: dict[str, str], *, application: str = "nps_app.wsgi:application") -> Program:
    """The pages, or another application under the same server."""
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    threads = environment.get("GRANIAN_BLOCKING_THREADS", str(WEB_THREADS))
    options += ["--workers", str(WEB_WORKERS), "--blocking-threads", threads, "--respawn-failed-workers"]
    return _python("web", ["granian", *options, application], environment)


def worker(environment: dict[str, str], name: str = "worker") -> Program:
    """Does what pages and timetable leave to be done. Several may run, under different names."""
    options = ["--loglevel=INFO", f"--concurrency={QUEUE_WORKERS}", "--without-gossip", "--without-mingle"]
    options.append(f"--hostname={name}@%h")
    return _python(name, ["celery", "-A", "nps_app", "worker", *options], environment)


def beat(schedule: Path, environment: dict[str, str], name: str = "beat") -> Program:
    """Keeps the timetable; when it last did what stands in the file `schedule`."""
    options = ["--loglevel=WARNING", f"--schedule={schedule}", "--pidfile="]
    return _python(name, ["celery", "-A", "nps_app", "beat", *options], environment)


def _python(name: str, arguments: list[str], environment: dict[str, str]) -> Program:
    return Program(name, [sys.executable, "-m", *arguments], environment, folder=CHECKOUT)
