

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0002_revisions_never_change'),
        ('tags', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='story',
            index=django.contrib.postgres.indexes.GinIndex(fields=['title'], name='story_title_trigrams', opclasses=['gin_trgm_ops']),
        ),
    ]
