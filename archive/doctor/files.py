"""Folders, disks and files of this machine."""

import filecmp
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from archive.doctor.finding import Finding, must, should
from core.storage import bucket

GIGABYTE = 1_000_000_000
FEWEST_BYTES, FEWEST_PER_CENT = GIGABYTE, 5
COLLECT = "Run: manage.py collectstatic --no-input, then start the web server anew."


def media() -> Iterator[Finding]:
    folder = settings.MEDIA_ROOT
    means = "Nobody can bring a document: what authors send could not be kept."
    if not folder.is_dir():
        if settings.PRODUCTION:
            yield must(
                f"The folder {folder} does not exist.",
                means,
                f"Make it, owned by the user that the archive runs as: mkdir -p {folder}",
            )
        return
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"doctor")
    except OSError as error:
        yield must(
            f"Nothing can be written into {folder}: {error.strerror}.",
            means,
            "Make room on that disk, or give the folder to the user that the archive runs as: "
            f"chown -R USER {folder}",
        )


def store() -> Iterator[Finding]:
    if (there := bucket()) and (said := there.trouble()):
        yield must(
            f"The store of files at FILES_URL refuses: {said}",
            "Nobody can bring a document, and no original can be fetched back.",
            "Compare address, key, secret and bucket in FILES_URL with what your provider shows.",
        )


def room() -> Iterator[Finding]:
    folder = next(
        one for one in (settings.MEDIA_ROOT, *settings.MEDIA_ROOT.parents) if one.exists()
    )
    yield from on_disk(folder, "authors' documents")


def on_disk(folder: Path, what: str) -> Iterator[Finding]:
    total, _used, free = shutil.disk_usage(folder)
    if is_nearly_full(free, total):
        yield must(
            f"The disk with {what} is nearly full: {free / GIGABYTE:.1f} GB are left in {folder}.",
            "When it is full, nothing can be written any more, and the database stops.",
            "Remove old backups and logs, or give the machine a larger disk.",
        )


def is_nearly_full(free: int, total: int) -> bool:
    return free < FEWEST_BYTES or 100 * free < FEWEST_PER_CENT * total


def static() -> Iterator[Finding]:
    if not settings.PRODUCTION:
        return
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield must(
            f"The style sheets and pictures are not in {settings.STATIC_ROOT}.",
            "Every page answers that something broke on our side.",
            COLLECT,
        )
    elif changed := next(changed_files(), None):
        yield should(
            f"{changed} is newer than what visitors are given.",
            "After an update, pages may look wrong.",
            COLLECT,
        )


def changed_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            given = settings.STATIC_ROOT / name
            if not given.exists() or not filecmp.cmp(storage.path(name), given, shallow=False):
                yield name


def secrets() -> Iterator[Finding]:
    for path in (settings.BASE_DIR / ".env", settings.VAR / "secret-key"):
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield should(
                f"Others on this machine may read {path}.",
                "The passwords and keys of the archive stand in it.",
                f"Run: chmod 600 {path}",
            )


def closed() -> Iterator[Finding]:
    if settings.CLOSED_FILE.exists():
        yield should(
            "The archive is closed.",
            "Visitors see a page that asks them to come back in a few minutes.",
            "When your work is done, run: manage.py maintenance off",
        )
