import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models
from django.db.models import Value


class Migration(migrations.Migration):
    """PostgreSQL cannot change what a generated column is made of, so the column is made anew."""

    dependencies = [
        ("contacts", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="contact", name="contact_search"),
        migrations.RemoveField(model_name="contact", name="search"),
        migrations.AddField(
            model_name="contact",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    django.db.models.functions.text.Lower(
                        django.db.models.functions.text.Concat(
                            "name", Value(" "), "email", Value(" "), "phone"
                        )
                    ),
                    Value("áàâãäåéèêëíìîïóòôõöúùûüñç"),
                    Value("aaaaaaeeeeiiiiooooouuuunc"),
                    function="translate",
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="contact_search", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
