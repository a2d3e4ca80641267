from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_user_email_unique"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="answer_proof",
            field=models.CharField(
                choices=[("strict", "Strict"), ("balanced", "Balanced"), ("open", "Open")],
                default="balanced",
                max_length=8,
            ),
        ),
    ]
