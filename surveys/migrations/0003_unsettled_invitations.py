from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("contacts", "0002_search_without_accents"),
        ("surveys", "0002_frozen_version"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("state__in", ["planned", "uncertain"])),
                fields=["id"],
                name="invitation_unsettled",
            ),
        ),
    ]
