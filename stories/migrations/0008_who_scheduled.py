from django.conf import settings
from django.db import migrations, models
from django.db.models import deletion


def who():
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, deletion.SET_NULL, null=True, related_name="+"
    )


def missed():
    return models.CharField(blank=True, db_default="", default="", max_length=100)


class Migration(migrations.Migration):
    """Who chose the time at which a story or a chapter appears, and why it did not."""

    dependencies = [
        ("stories", "0007_versions_may_be_named"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("story", "scheduled_by", who()),
        migrations.AddField("story", "missed", missed()),
        migrations.AddField("chapter", "scheduled_by", who()),
        migrations.AddField("chapter", "missed", missed()),
    ]
