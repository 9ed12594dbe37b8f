import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tags", "0005_relationships_in_any_order")]

    operations = [
        migrations.AddIndex(
            model_name="tag",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(
                    ("is_official", True), ("synonym_of__isnull", False), _connector="OR"
                ),
                fields=["key"],
                name="tags_known_trigrams",
                opclasses=["gin_trgm_ops"],
            ),
        ),
    ]
