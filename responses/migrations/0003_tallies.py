import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_user_email_unique"),
        ("responses", "0002_provisional_answer"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaleRange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("survey_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("answers", "Answers"), ("invitations", "Invitations")], max_length=11
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("grouping", models.TextField(blank=True, db_default="", default="")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvitationTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("survey_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("grouping", models.TextField()),
                ("segment", models.JSONField()),
                ("invited", models.IntegerField()),
                ("answered", models.IntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "grouping", "day", "survey_id"],
                        name="invitation_tally_by_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("survey_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("channel", models.CharField(max_length=10)),
                ("grouping", models.TextField()),
                ("segment", models.JSONField()),
                (
                    "eleven",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=11),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "grouping", "day", "survey_id"], name="tally_by_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="TallyState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("time_zone", models.CharField(max_length=50)),
                (
                    "groupings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
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
                "constraints": [models.UniqueConstraint(fields=("organisation",), name="tally_state_once")],
            },
        ),
    ]
