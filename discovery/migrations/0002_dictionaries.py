from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discovery", "0001_finding")]

    operations = [
        migrations.AddField(
            model_name="storywords",
            name="dictionary",
            field=models.CharField(db_default="", default="", max_length=20),
        ),
        migrations.AddIndex(
            model_name="storywords",
            index=models.Index(fields=["dictionary"], name="discovery_dictionaries"),
        ),
    ]
