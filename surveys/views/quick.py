"""The two plainest requests of all: a first look at an open invitation, and its first answer by a hand.

Called by nps_app/wsgi.py before Django. Whatever is not that plain, or not known yet, is None: Django's to answer
(surveys/views/answer.py), with the same result.
"""

import base64
import io
import os
import re
from typing import Any
from urllib.parse import parse_qsl

from django.db import close_old_connections
from django.utils import timezone

from followup.tasks import triage_answers
from nps_app.lib.nudge import nudge
from nps_app.lib.page_nonce import make_nonce
from responses.actions.give_answer import Said, give_answer
from responses.queries.asked import invited_by_token
from surveys.actions.note_visit import Visit, note_visit_soon
from surveys.channels.recipe import Ready, questions, recipe_of, thanks
from surveys.forms.answer import AnswerForm

_ADDRESS = re.compile(r"/s/([A-Za-z0-9_-]{22})/(?:([0-9]|10)/)?")
FORM = "application/x-www-form-urlencoded"
LONGEST_BODY = 64_000
MOST_FIELDS = 20


def quick(environ: dict[str, Any]) -> Ready | None:
    """Status, headers and body; None where Django has to answer."""
    address = _ADDRESS.fullmatch(environ["PATH_INFO"])
    if address is None or environ.get("QUERY_STRING"):
        return None
    token, number = address.groups()
    if environ["REQUEST_METHOD"] == "GET":
        return _question(environ, token, int(number) if number else None)
    if environ["REQUEST_METHOD"] == "POST" and not number:
        return _answer(environ, token)
    return None


def _question(environ: dict[str, Any], token: str, tapped: int | None) -> Ready | None:
    close_old_connections()  # what Django does as a request begins
    invited, now = invited_by_token(token), timezone.now()
    if invited is None or invited.answered_at or invited.is_sample or now >= invited.expires_at:
        return None
    recipe = recipe_of(questions(environ, invited.version, invited.language, tapped, invited.trial))
    if recipe is None:
        return None
    note_visit_soon(Visit.of(environ, invited.organisation, invited.id, tapped=tapped, now=now))
    csp = base64.b64encode(os.urandom(16)).decode()
    return recipe.follow({"token": token, "nonce": make_nonce(token), "csp": csp})


def _answer(environ: dict[str, Any], token: str) -> Ready | None:
    recipe = recipe_of(thanks(environ))
    form = _form(environ) if recipe else None
    if recipe is None or form is None or not form.is_valid or not form.is_by_hand:
        return None
    close_old_connections()
    said = Said(form.score, form.comment, form.wants_contact, layout=form.layout)
    stored = give_answer(token=token, said=said, now=timezone.now())
    if stored is None:
        return None
    if stored.is_for_triage:
        nudge(triage_answers)
    return recipe.follow({"token": token})


def _form(environ: dict[str, Any]) -> AnswerForm | None:
    """The form sent, read as Django reads it; None where that takes more than the usual. Django can read it again."""
    length = environ.get("CONTENT_LENGTH") or ""
    if environ.get("CONTENT_TYPE") != FORM or not length.isdigit() or int(length) > LONGEST_BODY:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return None
    return AnswerForm(fields, words={})
