from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0002_mail_event"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outboundmessage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invitation", "Invitation"),
                    ("reminder", "Reminder"),
                    ("test", "Test"),
                    ("staff", "Staff"),
                    ("account", "Account"),
                ],
                max_length=12,
            ),
        ),
    ]
