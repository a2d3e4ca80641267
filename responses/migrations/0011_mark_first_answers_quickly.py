from django.db import migrations

# As before (0006), but with one INSERT for both kinds, and without looking for neighbours of somebody who has no other
# answer: that is nearly every answer, and the look took longer than storing it. LIMIT keeps the look an index probe
# for each row, however many are inserted at once.
QUICK = """
CREATE OR REPLACE FUNCTION responses_mark_many() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT DISTINCT c.organisation_id, c.survey_id, k.kind, date_trunc('hour', c.answered_at),
        date_trunc('hour', c.answered_at) + interval '1 hour'
    FROM changed c CROSS JOIN (VALUES ('answers'), ('repeats')) AS k (kind)
    WHERE k.kind = 'answers' OR c.contact_id IS NOT NULL;
    IF EXISTS (
        SELECT FROM changed c CROSS JOIN LATERAL (
            SELECT FROM responses_response r
            WHERE r.organisation_id = c.organisation_id AND r.contact_id = c.contact_id AND r.id <> c.id LIMIT 1
        ) AS another
    ) THEN
        INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
        SELECT DISTINCT c.organisation_id, beside.survey_id, 'repeats', date_trunc('hour', beside.answered_at),
            date_trunc('hour', beside.answered_at) + interval '1 hour'
        FROM changed c CROSS JOIN LATERAL
            responses_beside(c.organisation_id, c.contact_id, c.survey_id, c.answered_at, c.id) AS beside
        WHERE c.contact_id IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION responses_mark_many() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'answers', hour, hour + interval '1 hour'
    FROM (SELECT DISTINCT organisation_id, survey_id, date_trunc('hour', answered_at) AS hour FROM changed) AS hours;
    IF NOT EXISTS (SELECT FROM changed WHERE contact_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'repeats', hour, hour + interval '1 hour'
    FROM (
        SELECT organisation_id, survey_id, date_trunc('hour', answered_at) AS hour
        FROM changed WHERE contact_id IS NOT NULL
        UNION SELECT c.organisation_id, beside.survey_id, date_trunc('hour', beside.answered_at)
        FROM changed c CROSS JOIN LATERAL
            responses_beside(c.organisation_id, c.contact_id, c.survey_id, c.answered_at, c.id) AS beside
        WHERE c.contact_id IS NOT NULL
    ) AS hours;
    RETURN NULL;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0010_testimonial")]

    operations = [migrations.RunSQL(QUICK, AS_BEFORE)]
