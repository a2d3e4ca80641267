from django.db import migrations

# An answer of a known person concerns, beside its own day, the days of the answers of that person just before and just
# after it: among all surveys, and among those of its own. Its own hour is marked even where it is the only one: of
# two that arrive at once, neither sees the other.
TRIGGERS = """
CREATE FUNCTION responses_beside(organisation bigint, contact bigint, survey bigint, at timestamptz, answer bigint)
RETURNS TABLE (survey_id bigint, answered_at timestamptz) LANGUAGE sql STABLE AS $$
    (SELECT n.survey_id, n.answered_at FROM responses_response n
        WHERE n.organisation_id = organisation AND n.contact_id = contact AND (n.answered_at, n.id) < (at, answer)
        ORDER BY n.answered_at DESC, n.id DESC LIMIT 1)
    UNION (SELECT n.survey_id, n.answered_at FROM responses_response n
        WHERE n.organisation_id = organisation AND n.contact_id = contact AND (n.answered_at, n.id) > (at, answer)
        ORDER BY n.answered_at, n.id LIMIT 1)
    UNION (SELECT n.survey_id, n.answered_at FROM responses_response n
        WHERE n.organisation_id = organisation AND n.contact_id = contact AND n.survey_id = survey
            AND (n.answered_at, n.id) < (at, answer)
        ORDER BY n.answered_at DESC, n.id DESC LIMIT 1)
    UNION (SELECT n.survey_id, n.answered_at FROM responses_response n
        WHERE n.organisation_id = organisation AND n.contact_id = contact AND n.survey_id = survey
            AND (n.answered_at, n.id) > (at, answer)
        ORDER BY n.answered_at, n.id LIMIT 1)
$$;
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
CREATE FUNCTION responses_mark_repeats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'repeats', hour, hour + interval '1 hour'
    FROM (
        SELECT r.organisation_id, r.survey_id, date_trunc('hour', r.answered_at) AS hour
        FROM (SELECT OLD.* UNION ALL SELECT NEW.*) AS r WHERE r.contact_id IS NOT NULL
        UNION SELECT r.organisation_id, beside.survey_id, date_trunc('hour', beside.answered_at)
        FROM (SELECT OLD.* UNION ALL SELECT NEW.*) AS r CROSS JOIN LATERAL
            responses_beside(r.organisation_id, r.contact_id, r.survey_id, r.answered_at, r.id) AS beside
        WHERE r.contact_id IS NOT NULL
    ) AS hours;
    RETURN NULL;
END
$$;
CREATE TRIGGER responses_mark_repeats AFTER UPDATE ON responses_response FOR EACH ROW
    WHEN (coalesce(OLD.contact_id, NEW.contact_id) IS NOT NULL
        AND (OLD.score, OLD.answered_at, OLD.survey_id, OLD.organisation_id, OLD.channel, OLD.properties, OLD.contact_id)
        IS DISTINCT FROM
        (NEW.score, NEW.answered_at, NEW.survey_id, NEW.organisation_id, NEW.channel, NEW.properties, NEW.contact_id))
    EXECUTE FUNCTION responses_mark_repeats();
"""
NO_TRIGGERS = """
DROP TRIGGER responses_mark_repeats ON responses_response;
DROP FUNCTION responses_mark_repeats();
CREATE OR REPLACE FUNCTION responses_mark_many() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'answers', hour, hour + interval '1 hour'
    FROM (SELECT DISTINCT organisation_id, survey_id, date_trunc('hour', answered_at) AS hour FROM changed) AS hours;
    RETURN NULL;
END
$$;
DROP FUNCTION responses_beside(bigint, bigint, bigint, timestamptz, bigint);
DELETE FROM responses_stalerange WHERE kind = 'repeats';
"""
# CREATE TRIGGER keeps writers out until this is committed.
MARK_ALL = """
INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
SELECT organisation_id, survey_id, 'repeats', hour, hour + interval '1 hour'
FROM (
    SELECT DISTINCT organisation_id, survey_id, date_trunc('hour', answered_at) AS hour
    FROM responses_response WHERE contact_id IS NOT NULL
) AS hours;
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0005_repeats")]

    operations = [
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(MARK_ALL, migrations.RunSQL.noop),
    ]
