"""The way of nearly every answer: the first one to an invitation, stored in one statement and one commit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from nps_app.lib.compiled import Prepared
from nps_app.lib.tokens import mail_token
from responses.models import Response

# The invitation's row is the gate: who marks it answered, stores. A second form sent at the same moment waits here,
# finds it answered, and gets no row. Sample data and what goes with it are record_answer's to look at.
_GIVE = Prepared(
    "give_answer",
    """
    WITH marked AS (
        UPDATE surveys_invitation i SET answered_at = $1
          FROM surveys_survey s, accounts_organisation o, surveys_surveyversion v
         WHERE i.token = $2 AND i.answered_at IS NULL AND i.expires_at > $1
           AND v.id = i.version_id AND ($3 <> '' OR v.texts ? i.language)
           AND s.id = i.survey_id AND NOT s.is_sample
           AND o.id = i.organisation_id AND NOT o.has_sample_data
        RETURNING i.id, i.organisation_id, i.survey_id, i.version_id, i.contact_id,
                  coalesce(nullif($4, ''), i.channel) AS channel, coalesce(nullif($3, ''), i.language) AS language
    ), given AS (
        INSERT INTO responses_response
               (organisation_id, survey_id, version_id, invitation_id, contact_id, channel, properties,
                language, score, comment, wants_contact, layout, token, answered_at, updated_at, is_sample)
        SELECT m.organisation_id, m.survey_id, m.version_id, m.id, m.contact_id, m.channel,
               coalesce(c.properties, '{}'), m.language, $5, $6, $7, $8, $9, $1, $1, false
          FROM marked m LEFT JOIN contacts_contact c ON c.id = m.contact_id
        RETURNING id, organisation_id, survey_id, version_id, invitation_id, contact_id, channel, language, category
    ), told AS (
        INSERT INTO accounts_event (organisation_id, at, actor, verb, subject, data)
        SELECT organisation_id, $1, 'customer', 'response.given', 'response:' || id, '{}' FROM given
    )
    SELECT * FROM given
    """,
)


_LINKED = ("id", "organisation_id", "survey_id", "version_id", "invitation_id", "contact_id")
_FOUND = (*_LINKED, "channel", "language", "category")
_SAID = ("score", "comment", "wants_contact", "layout", "token")


@dataclass(frozen=True)
class Said:
    """What the customer sent."""

    score: int
    comment: str = ""
    wants_contact: bool = False
    language: str = ""  # empty: the invitation's, where the survey speaks it
    layout: str = Response.Layout.PAGE


def give_answer(*, token: str, said: Said, channel: str = "", now: datetime) -> Response | None:
    """Store the answer, the invitation's mark and the journal's line. None: it is no plain first answer.

    Then nothing is stored, and record_answer finds out what it is: a change, too late, sample data.
    """
    # Leaving the box empty is not a "no": nobody said anything about being contacted.
    wants_contact = True if said.wants_contact else None
    values = (said.score, said.comment, wants_contact, said.layout, mail_token())
    found = _GIVE.row(now, token, said.language, channel, *values)
    if found is None:
        return None
    known = dict(zip(_FOUND, found, strict=True)) | dict(zip(_SAID, values, strict=True))
    known |= {"answered_at": now, "updated_at": now, "triaged_at": None}
    names = [field.attname for field in Response._meta.concrete_fields if field.attname in known]
    row: Response = Response.from_db(connection.alias, names, [known[name] for name in names])
    return row
