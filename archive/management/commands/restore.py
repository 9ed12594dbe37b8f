from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive import backup
from archive.backup import BackupError, Contents
from archive.backup.shelf import megabytes


class Command(BaseCommand):
    help = "Fills an empty database and an empty MEDIA_ROOT from a backup."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="what manage.py backup wrote")
        parser.add_argument(
            "--check", action="store_true", help="only read the backup and compare its hashes"
        )

    def handle(self, *, file: Path, check: bool, verbosity: int, **options: Any) -> None:
        say = self.stdout.write if verbosity else str
        try:
            contents = backup.check(file) if check else backup.restore(file, say=say)
        except BackupError as error:
            raise CommandError(error) from error
        end = "The backup is whole." if check else "Restored; rows and hashes are those of then."
        say(f"{in_words(contents)}\n{end}")


def in_words(contents: Contents) -> str:
    facts = contents.manifest
    taken_at = datetime.fromisoformat(facts.taken_at)
    return (
        f"{facts.name or 'An archive'}, as it was at {taken_at:%Y-%m-%d %H:%M} UTC: "
        f"{contents.rows:,} rows and {contents.files:,} files ({megabytes(contents.bytes)}), "
        f"of Ficwright {facts.version} on PostgreSQL {facts.postgresql}."
    )
