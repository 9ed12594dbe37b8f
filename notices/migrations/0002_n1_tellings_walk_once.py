from django.db import migrations


class Migration(migrations.Migration):
    """All ways to a story are walked through together."""

    dependencies = [("notices", "0001_notices")]

    operations = [migrations.RemoveField(model_name="telling", name="source")]
