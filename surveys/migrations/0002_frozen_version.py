from django.db import migrations, models

# What customers saw is evidence: the database itself refuses to rewrite it.
FREEZE = """
CREATE FUNCTION surveys_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a survey is never changed (version %)', OLD.id
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER surveys_version_is_frozen BEFORE UPDATE ON surveys_surveyversion
    FOR EACH ROW EXECUTE FUNCTION surveys_version_is_frozen();
"""
THAW = """
DROP TRIGGER surveys_version_is_frozen ON surveys_surveyversion;
DROP FUNCTION surveys_version_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="surveyversion",
            name="address",
            field=models.CharField(default="tu", max_length=5),
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
