from django.db import migrations, models
from django.db.models import Q

# What was told before there was mail is not mailed.
SORTED = "UPDATE notices_notice SET is_sorted = true"


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_n1_tellings_walk_once")]

    operations = [
        migrations.AddField(
            "notice",
            "is_sorted",
            models.BooleanField(default=False, db_default=False, editable=False),
        ),
        migrations.RunSQL(SORTED, migrations.RunSQL.noop, elidable=True),
        migrations.AddIndex(
            "notice",
            models.Index(fields=["id"], name="notice_unsorted", condition=Q(is_sorted=False)),
        ),
    ]
