import django.contrib.postgres.indexes
from django.db import migrations

import stories.listing


class Migration(migrations.Migration):
    dependencies = [("stories", "0012_tags_are_counted")]

    operations = [
        migrations.RemoveIndex(model_name="listing", name="listing_tags"),
        migrations.AddIndex(
            model_name="listing",
            index=django.contrib.postgres.indexes.GinIndex(
                "tag_ids", stories.listing.Choices(), name="listing_tags_and_choices"
            ),
        ),
    ]
