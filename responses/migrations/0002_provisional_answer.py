import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_organisation_answer_proof"),
        ("responses", "0001_initial"),
        ("surveys", "0005_link_hit"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProvisionalAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visit", models.CharField(max_length=80)),
                ("score", models.SmallIntegerField()),
                ("comment", models.TextField(blank=True)),
                ("wants_contact", models.BooleanField(default=False)),
                ("language", models.CharField(max_length=5)),
                (
                    "evidence",
                    models.CharField(
                        choices=[("dwell", "Dwell"), ("leave", "Leave"), ("sent", "Sent")], max_length=5
                    ),
                ),
                ("is_robot", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("provisional", "Provisional"),
                            ("counted", "Counted"),
                            ("machine", "Machine"),
                            ("unproven", "Unproven"),
                            ("replaced", "Replaced"),
                        ],
                        default="provisional",
                        max_length=11,
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.invitation"
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "provisional")),
                        fields=["arrived_at"],
                        name="provisional_open",
                    ),
                    models.Index(fields=["organisation", "arrived_at"], name="provisional_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invitation", "visit"), name="provisional_once_per_visit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 0), ("score__lte", 10)),
                        name="provisional_score_0_to_10",
                    ),
                ],
            },
        ),
    ]
