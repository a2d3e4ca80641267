"""What must be done before the first page is served, in one process: Django takes a second to load.

Run by nps_app.embedded.run; prints the sign-in of the demo and nothing else.
"""

import io
import os

import django


def prepare() -> str:
    """Bring database, translations, static files and sample data up to date; return how to sign in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nps_app.settings")
    django.setup()
    from django.core.management import call_command

    from nps_app.models import Heartbeat
    from nps_app.tasks import record_worker_heartbeat

    call_command("migrate", verbosity=0, interactive=False)
    call_command("translations", "compile", stdout=io.StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("setup_demo", stdout=io.StringIO())
    # The last run's heartbeats would call a worker alive that has not started yet.
    Heartbeat.objects.all().delete()
    record_worker_heartbeat.delay()
    sign_in = io.StringIO()
    call_command("setup_demo", print_sign_in=True, stdout=sign_in)
    return sign_in.getvalue()


if __name__ == "__main__":
    print(prepare(), end="")  # noqa: T201 - its output is its result
