"""Making the data of a new cluster, with initdb."""

import contextlib
import os
import pwd
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.embedded.place import EmbeddedDatabaseError, Place

ROLE = DATABASE = "ficwright"


def initialise(place: Place, *, durable: bool) -> None:
    """In a folder of another name, so that a half-done one is never taken for the database."""
    fresh = place / "data.new"
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(mode=0o700)
    with account_for_initdb(place) as maker:
        os.chown(fresh, maker.uid, maker.gid)
        options = initdb_options(major_version(place), durable=durable)
        run(maker, maker.binaries / "initdb", "-D", fresh, *options)
        single = (maker.binaries / "postgres", "--single", "-D", fresh, "postgres")
        run(maker, *single, stdin=f"CREATE DATABASE {DATABASE}\n")
    if maker.uid != place.uid:
        for path in (fresh, *fresh.rglob("*")):
            os.chown(path, place.uid, place.gid, follow_symlinks=False)
    fresh.rename(place.data)


@contextlib.contextmanager
def account_for_initdb(place: Place) -> Iterator[Place]:
    """initdb insists on a user with a name. Our spare id has none, so "nobody" makes the data.

    Its group is the spare one: no other process of nobody's can enter the folder meanwhile.
    """
    try:
        pwd.getpwuid(place.uid)
    except KeyError:
        if os.geteuid():
            raise EmbeddedDatabaseError(
                f"User id {place.uid} has no name on this machine, which PostgreSQL needs: "
                "run this as a user with an account, or set DATABASE_URL."
            ) from None
    else:
        yield place
        return
    mode = place.home.stat().st_mode & 0o777
    place.home.chmod(mode | 0o010)
    try:
        yield replace(place, uid=pwd.getpwnam("nobody").pw_uid)
    finally:
        place.home.chmod(mode)


def initdb_options(major: int, *, durable: bool) -> list[str]:
    locale = ["--locale=C.UTF-8"]
    if major >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    sync = [] if durable else ["--no-sync"]
    return ["-U", ROLE, "-E", "UTF8", "-A", "trust", "--no-instructions", *locale, *sync]


def check_version(place: Place) -> None:
    made_by, here = int((place.data / "PG_VERSION").read_text()), major_version(place)
    if made_by != here:
        raise EmbeddedDatabaseError(
            f"{place.data} was made by PostgreSQL {made_by} and this is PostgreSQL {here}: "
            "move it away to begin anew, or run the version of Ficwright that made it."
        )


def major_version(place: Place) -> int:
    """From "postgres (PostgreSQL) 18.6" or, on Debian, "postgres (PostgreSQL) 15.18 (Debian …)"."""
    words = run(place, place.binaries / "postgres", "--version").split()
    return int(words[2].partition(".")[0])


def run(place: Place, *command: str | Path, stdin: str = "") -> str:
    done = place.run(*command, stdin=stdin)
    if done.returncode:
        raise EmbeddedDatabaseError(
            f"PostgreSQL's {Path(command[0]).name} failed: {done.stderr.strip()[-1000:]}"
        )
    return done.stdout
