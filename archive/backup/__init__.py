"""The whole archive in one file, and back: the doors are back_up(), check() and restore().

A backup is a plain tar, written and read in one pass with little memory whatever its size:

    manifest.json    what it is: format, versions, time, rows of each table
    database.dump    pg_dump's custom format, of one snapshot
    files/…          what authors brought, as it lies in MEDIA_ROOT
    SHA256SUMS       the hash of each member before it; `sha256sum --check` reads it too

docs/backup.md is for who keeps an archive. The programs of PostgreSQL are those of the wheel.
"""

from archive.backup.checking import Contents, check
from archive.backup.making import Backup, back_up
from archive.backup.restoring import restore
from archive.backup.trouble import BackupError

__all__ = ["Backup", "BackupError", "Contents", "back_up", "check", "restore"]
