from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_search_without_accents"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="ask_not_before",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="suppression",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("too_often", "Too Often"),
                    ("not_relevant", "Not Relevant"),
                    ("not_customer", "Not Customer"),
                    ("other", "Other"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
    ]
