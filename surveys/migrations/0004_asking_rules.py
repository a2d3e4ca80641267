import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import surveys.models.asking_rules


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_user_email_unique"),
        ("contacts", "0002_search_without_accents"),
        ("surveys", "0003_unsettled_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskingRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pause_days", models.PositiveSmallIntegerField(default=90)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=surveys.models.asking_rules.every_day,
                        size=None,
                    ),
                ),
                ("tenure_days", models.PositiveSmallIntegerField(default=0)),
                ("tenure_property", models.CharField(blank=True, max_length=60)),
                ("account_property", models.CharField(blank=True, max_length=60)),
                ("account_days", models.PositiveSmallIntegerField(default=7)),
                ("reminder_days", models.PositiveSmallIntegerField(default=4)),
            ],
        ),
        migrations.AddField(
            model_name="campaign",
            name="reminder_days",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="invitation",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["organisation", "asked_at"], name="invitation_by_asked"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(
                    ("answered_at", None), ("reminded_at", None), ("state__in", ["sent", "uncertain"])
                ),
                fields=["asked_at"],
                name="invitation_to_remind",
            ),
        ),
        migrations.AddField(
            model_name="askingrules",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="askingrules",
            constraint=models.UniqueConstraint(fields=("organisation",), name="asking_rules_once"),
        ),
        migrations.AddConstraint(
            model_name="askingrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("pause_days__gte", 1)), name="asking_rules_pause"
            ),
        ),
        migrations.AddConstraint(
            model_name="askingrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__len__gte", 1)), name="asking_rules_some_day"
            ),
        ),
    ]
