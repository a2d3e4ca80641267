from django.db import migrations

# What endpoints want to hear of is noted by the database itself, in the transaction in which it happens, and only
# where an endpoint listens. An answer that was given long ago (an import of old ones) is no news.
TRIGGERS = """
CREATE FUNCTION integrations_listens(place bigint, what text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM integrations_webhookendpoint
        WHERE organisation_id = place AND state <> 'off' AND events @> to_jsonb(what)
    )
$$;
CREATE FUNCTION integrations_answer(answer responses_response) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', answer.id, 'survey', answer.survey_id, 'score', answer.score, 'comment', answer.comment,
        'wants_contact', answer.wants_contact, 'language', answer.language, 'channel', answer.channel,
        'answered_at', answer.answered_at, 'updated_at', answer.updated_at, 'properties', answer.properties
    )
$$;
CREATE FUNCTION integrations_note_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO integrations_webhookevent (organisation_id, key, kind, at, contact_id, source)
    SELECT row.organisation_id, gen_random_uuid(), 'answer.counted', clock_timestamp(), row.contact_id,
        integrations_answer(row)
    FROM given AS row
    WHERE NOT row.is_sample AND row.answered_at > clock_timestamp() - interval '2 days'
        AND integrations_listens(row.organisation_id, 'answer.counted');
    RETURN NULL;
END
$$;
CREATE FUNCTION integrations_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF integrations_listens(NEW.organisation_id, 'answer.changed') THEN
        INSERT INTO integrations_webhookevent (organisation_id, key, kind, at, contact_id, source)
        VALUES (NEW.organisation_id, gen_random_uuid(), 'answer.changed', clock_timestamp(), NEW.contact_id,
            integrations_answer(NEW));
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION integrations_note_journal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    what text := CASE
        WHEN NEW.verb = 'response.taken_back' THEN 'answer.taken_back'
        WHEN NEW.verb <> 'address.suppressed' THEN NEW.verb
        WHEN NEW.data ->> 'reason' = 'bounced' THEN 'contact.bounced'
        ELSE 'contact.unsubscribed'
    END;
BEGIN
    IF integrations_listens(NEW.organisation_id, what) THEN
        INSERT INTO integrations_webhookevent (organisation_id, key, kind, at, source)
        VALUES (NEW.organisation_id, gen_random_uuid(), what, clock_timestamp(),
            jsonb_build_object('subject', NEW.subject, 'data', NEW.data));
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER integrations_note_given AFTER INSERT ON responses_response
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION integrations_note_answers();
CREATE TRIGGER integrations_note_changed AFTER UPDATE ON responses_response FOR EACH ROW
    WHEN (NOT NEW.is_sample AND (OLD.score, OLD.comment, OLD.wants_contact)
        IS DISTINCT FROM (NEW.score, NEW.comment, NEW.wants_contact))
    EXECUTE FUNCTION integrations_note_change();
CREATE TRIGGER integrations_note_written AFTER INSERT ON accounts_event FOR EACH ROW
    WHEN (NEW.verb IN ('response.taken_back', 'case.opened', 'case.closed', 'case.reopened', 'address.suppressed'))
    EXECUTE FUNCTION integrations_note_journal();
"""

BACK = """
DROP TRIGGER integrations_note_written ON accounts_event;
DROP TRIGGER integrations_note_changed ON responses_response;
DROP TRIGGER integrations_note_given ON responses_response;
DROP FUNCTION integrations_note_journal();
DROP FUNCTION integrations_note_change();
DROP FUNCTION integrations_note_answers();
DROP FUNCTION integrations_answer(responses_response);
DROP FUNCTION integrations_listens(bigint, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_organisation_answer_proof"),
        ("integrations", "0004_webhooks"),
        ("responses", "0004_mark_stale"),
    ]
    operations = [migrations.RunSQL(TRIGGERS, BACK)]
