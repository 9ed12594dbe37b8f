from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tags", "0006_known_names_by_likeness")]

    operations = [
        migrations.AlterModelOptions(
            name="tag",
            options={
                "permissions": [("edit_closed", "Can edit warnings and categories")],
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
            },
        ),
    ]
