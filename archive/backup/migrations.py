"""Which migrations a backup knows: newer ones than ours mean a newer Ficwright."""

from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from archive.backup.manifest import TOO_NEW, Manifest
from archive.backup.trouble import BackupError


def refuse_newer(facts: Manifest) -> None:
    ours = MigrationLoader(None).disk_migrations
    known = {*ours, *(replaced for one in ours.values() for replaced in one.replaces)}
    if unknown := sorted(set(facts.migrations.items()) - known):
        why = "nobody here knows the migration {}.{}".format(*unknown[0])
        raise BackupError(TOO_NEW.format(theirs=facts.version, why=why))


def catch_up() -> None:
    """What an older backup lacks; nothing where there is nothing to do."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
