import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_user_email_unique"),
        ("surveys", "0004_asking_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkHit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "method",
                    models.CharField(
                        choices=[("GET", "Get"), ("HEAD", "Head"), ("HAND", "Hand")], max_length=4
                    ),
                ),
                ("score", models.SmallIntegerField(null=True)),
                ("network", models.CharField(blank=True, max_length=43)),
                ("browser", models.CharField(blank=True, max_length=16)),
                ("is_prefetch", models.BooleanField(default=False)),
                (
                    "invitation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.invitation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["invitation", "at"], name="link_hit_by_invitation"),
                    models.Index(fields=["organisation", "at"], name="link_hit_by_time"),
                ],
            },
        ),
    ]
