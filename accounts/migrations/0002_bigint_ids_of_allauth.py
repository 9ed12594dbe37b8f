"""allauth's account tables begin with 32-bit ids; here every id that grows with people is 64-bit.

Its later migrations go on from 0009 as they would without this one.
"""

from django.db import migrations, models


class AlterFieldOfAllauth(migrations.AlterField):
    """An AlterField of a model of allauth's, though the migration is ours."""

    def state_forwards(self, app_label, state):
        super().state_forwards("account", state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        super().database_forwards("account", schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        super().database_backwards("account", schema_editor, from_state, to_state)


def big_id():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        AlterFieldOfAllauth("emailaddress", "id", big_id()),
        AlterFieldOfAllauth("emailconfirmation", "id", big_id()),
    ]
