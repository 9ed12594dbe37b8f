from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.backup import Backup, BackupError, back_up
from archive.backup.shelf import megabytes

NAMED = 5  # files in a warning


class Command(BaseCommand):
    help = "Writes the whole archive into one file and reads it back. It may be in use meanwhile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--to",
            type=Path,
            default=settings.VAR / "backups",
            metavar="DIR",
            help="the folder of backups (%(default)s)",
        )
        parser.add_argument(
            "--keep",
            type=int,
            default=0,
            metavar="N",
            help="afterwards remove all but the N newest backups of this archive from the folder",
        )

    def handle(self, *, to: Path, keep: int, verbosity: int, **options: Any) -> None:
        if keep < 0:
            raise CommandError("--keep takes a number of backups.")
        say = self.stdout.write if verbosity else str
        try:
            backup = back_up(to.expanduser().absolute(), keep=keep, say=say)
        except BackupError as error:
            raise CommandError(error) from error
        self.warn(backup)
        say(
            f"{backup.path}: {megabytes(backup.bytes)}, {backup.rows:,} rows and "
            f"{backup.files:,} files, in {backup.seconds:.1f} seconds. "
            "It was read back and is as it was written."
        )
        for path in backup.removed:
            say(f"Removed the older {path.name}.")

    def warn(self, backup: Backup) -> None:
        """What was not there before the backup, either."""
        for sentence, names in (
            ("Files that the database names and that are not there: {}", backup.missing),
            ("Not copied, because they are links or other than files: {}", backup.not_copied),
        ):
            if names:
                rest = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
                self.stderr.write(sentence.format(", ".join(names[:NAMED])) + rest)
