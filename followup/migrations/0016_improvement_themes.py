import django.db.models.deletion
from django.db import migrations, models

# A row names its organisation beside the improvement it hangs on: both must be the same organisation's.
TIE = migrations.RunSQL(
    "ALTER TABLE followup_improvementtheme ADD CONSTRAINT followup_improvementtheme_improvement_id_same_organisation"
    " FOREIGN KEY (improvement_id, organisation_id)"
    " REFERENCES followup_improvement (id, organisation_id) DEFERRABLE INITIALLY DEFERRED",
    "ALTER TABLE followup_improvementtheme"
    " DROP CONSTRAINT followup_improvementtheme_improvement_id_same_organisation",
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_departments"),
        ("followup", "0015_departments"),
    ]

    operations = [
        migrations.AddField(
            model_name="improvement",
            name="comments_since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="ImprovementTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("theme", models.CharField(max_length=40)),
                (
                    "improvement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theme_links",
                        to="followup.improvement",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["improvement", "theme"], name="improvement_theme_once")
                ],
            },
        ),
        TIE,
    ]
