"""The least that Django can do: one view without middleware that serves 5 KB, and stores one row on POST.

The yardstick of bench/answers.py (its table: bench/servers.py), under the same web server with as many workers.
"""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from nps_app import env

PAGE = b"<!doctype html><title>Bare</title>" + b"." * (5 * 1024 - 34)


def view(request: HttpRequest) -> HttpResponse:
    """GET: 5 KB. POST: a row, then a redirect."""
    if request.method != "POST":
        return HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE))})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bare (score, comment, at) VALUES (%s, %s, now())",
            [int(request.POST["score"]), request.POST["comment"]],
        )
    return HttpResponse(status=303, headers={"Location": "/", "Content-Length": "0"})


urlpatterns = [path("", view)]
settings.configure(
    DEBUG=False,
    SECRET_KEY="only-for-the-bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": env.database(os.environ["DATABASE_URL"])},
)
django.setup()
application = get_wsgi_application()
