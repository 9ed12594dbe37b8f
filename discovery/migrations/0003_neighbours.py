import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# A short text's vector stays in its row, where a walk through a list reads it; its neighbours, which
# only their index reads, are put away as they are.
KEEP_APART = """
ALTER TABLE discovery_textpiece
    ALTER COLUMN vector SET STORAGE MAIN, ALTER COLUMN neighbours SET STORAGE EXTERNAL
"""


class Migration(migrations.Migration):
    dependencies = [("discovery", "0002_dictionaries")]

    operations = [
        migrations.AddField(
            model_name="textpiece",
            name="neighbours",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, size=None
            ),
        ),
        migrations.RunSQL(KEEP_APART, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="textpiece",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["neighbours"], name="discovery_neighbours"
            ),
        ),
    ]
