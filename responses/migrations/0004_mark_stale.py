from django.db import migrations

# Whatever changes a counted thing, by whatever road, leaves a note of the hour it lies in. Notes are only added:
# no writer waits for another. An update is looked at row by row, because most updates (triage) change no count.
TRIGGERS = """
CREATE FUNCTION responses_mark_many() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'answers', hour, hour + interval '1 hour'
    FROM (SELECT DISTINCT organisation_id, survey_id, date_trunc('hour', answered_at) AS hour FROM changed) AS hours;
    RETURN NULL;
END
$$;
CREATE FUNCTION responses_mark_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'answers', hour, hour + interval '1 hour'
    FROM (
        SELECT OLD.organisation_id, OLD.survey_id, date_trunc('hour', OLD.answered_at) AS hour
        UNION SELECT NEW.organisation_id, NEW.survey_id, date_trunc('hour', NEW.answered_at)
    ) AS hours;
    RETURN NULL;
END
$$;
CREATE FUNCTION responses_mark_invitations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'invitations', hour, hour + interval '1 hour'
    FROM (
        SELECT DISTINCT organisation_id, survey_id, date_trunc('hour', sent_at) AS hour
        FROM changed WHERE sent_at IS NOT NULL
    ) AS hours;
    RETURN NULL;
END
$$;
CREATE FUNCTION responses_mark_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'invitations', hour, hour + interval '1 hour'
    FROM (
        SELECT OLD.organisation_id, OLD.survey_id, date_trunc('hour', OLD.sent_at) AS hour
        UNION SELECT NEW.organisation_id, NEW.survey_id, date_trunc('hour', NEW.sent_at)
    ) AS hours
    WHERE hour IS NOT NULL;
    RETURN NULL;
END
$$;
CREATE FUNCTION responses_mark_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT organisation_id, survey_id, 'invitations', hour, hour + interval '1 hour'
    FROM (
        SELECT DISTINCT organisation_id, survey_id, date_trunc('hour', sent_at) AS hour
        FROM surveys_invitation
        WHERE organisation_id = NEW.organisation_id AND contact_id = NEW.id AND sent_at IS NOT NULL
    ) AS hours;
    RETURN NULL;
END
$$;

CREATE TRIGGER responses_mark_inserted AFTER INSERT ON responses_response
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION responses_mark_many();
CREATE TRIGGER responses_mark_deleted AFTER DELETE ON responses_response
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION responses_mark_many();
CREATE TRIGGER responses_mark_updated AFTER UPDATE ON responses_response FOR EACH ROW
    WHEN ((OLD.score, OLD.answered_at, OLD.survey_id, OLD.organisation_id, OLD.channel, OLD.properties)
        IS DISTINCT FROM (NEW.score, NEW.answered_at, NEW.survey_id, NEW.organisation_id, NEW.channel, NEW.properties))
    EXECUTE FUNCTION responses_mark_one();

CREATE TRIGGER responses_mark_inserted AFTER INSERT ON surveys_invitation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION responses_mark_invitations();
CREATE TRIGGER responses_mark_deleted AFTER DELETE ON surveys_invitation
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION responses_mark_invitations();
CREATE TRIGGER responses_mark_updated AFTER UPDATE ON surveys_invitation FOR EACH ROW
    WHEN ((OLD.sent_at, OLD.answered_at IS NULL, OLD.survey_id, OLD.contact_id, OLD.organisation_id)
        IS DISTINCT FROM (NEW.sent_at, NEW.answered_at IS NULL, NEW.survey_id, NEW.contact_id, NEW.organisation_id))
    EXECUTE FUNCTION responses_mark_invitation();

CREATE TRIGGER responses_mark_updated AFTER UPDATE ON contacts_contact FOR EACH ROW
    WHEN (OLD.properties IS DISTINCT FROM NEW.properties) EXECUTE FUNCTION responses_mark_contact();

-- The sweep empties it every few seconds: it stays small only when the dead rows go soon.
ALTER TABLE responses_stalerange SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
"""
NO_TRIGGERS = """
DROP TRIGGER responses_mark_updated ON contacts_contact;
DROP TRIGGER responses_mark_inserted ON surveys_invitation;
DROP TRIGGER responses_mark_deleted ON surveys_invitation;
DROP TRIGGER responses_mark_updated ON surveys_invitation;
DROP TRIGGER responses_mark_inserted ON responses_response;
DROP TRIGGER responses_mark_deleted ON responses_response;
DROP TRIGGER responses_mark_updated ON responses_response;
DROP FUNCTION responses_mark_many();
DROP FUNCTION responses_mark_one();
DROP FUNCTION responses_mark_invitations();
DROP FUNCTION responses_mark_invitation();
DROP FUNCTION responses_mark_contact();
"""
# What is there already has never been tallied. CREATE TRIGGER keeps writers out until this is committed.
MARK_ALL = """
INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
SELECT organisation_id, survey_id, kind, hour, hour + interval '1 hour'
FROM (
    SELECT DISTINCT organisation_id, survey_id, 'answers' AS kind, date_trunc('hour', answered_at) AS hour
    FROM responses_response
    UNION SELECT DISTINCT organisation_id, survey_id, 'invitations', date_trunc('hour', sent_at)
    FROM surveys_invitation WHERE sent_at IS NOT NULL
) AS hours;
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0003_tallies"), ("surveys", "0003_unsettled_invitations")]

    operations = [
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(MARK_ALL, migrations.RunSQL.noop),
    ]
