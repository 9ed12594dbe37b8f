"""Bringing an embedded cluster up. Whoever calls holds its gate."""

import contextlib
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from core.embedded import keeper
from core.embedded.keeper import is_held, lock, read_pid_file
from core.embedded.making import DATABASE, ROLE, check_version, initialise
from core.embedded.place import ENVIRONMENT, PORT, EmbeddedDatabaseError, Place

PATIENCE = 120.0  # seconds; a recovery after a crash may take long
LOG_LIMIT = 1_000_000  # bytes; a longer log is begun anew at a start
LOG_TAIL = 600  # bytes, for the sentence when a start fails

SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 60,
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
}


def bring_up(place: Place, *, durable: bool, settings: Mapping[str, str]) -> str:
    """Reuse the server that runs, whoever started it, or start one; return its DATABASE_URL."""
    if is_usable(place):
        hire_keeper(place)
    else:
        start(place, durable=durable, settings=settings)
    return f"postgres://{ROLE}@:{PORT}/{DATABASE}?host={socket_in_use(place)}"


def is_usable(place: Place) -> bool:
    """Wait for one that is just starting or stopping; stop one whose socket was swept away."""
    deadline = time.monotonic() + PATIENCE
    while is_held(place / "server"):
        if is_ready(place):
            if answers(place):
                return True
            keeper.stop_server(place.data, place / "server")
        if time.monotonic() > deadline:
            raise EmbeddedDatabaseError(
                f"A PostgreSQL that cannot be reached from here uses {place.data}: stop it (its "
                "process id is the first line of postmaster.pid there) and start again."
            )
        time.sleep(0.02)
    return False


def is_ready(place: Place) -> bool:
    return read_pid_file(place.data)[7:8] == ["ready"]


def socket_in_use(place: Place) -> Path:
    return Path(read_pid_file(place.data)[4])


def answers(place: Place) -> bool:
    with socket.socket(socket.AF_UNIX) as visitor, contextlib.suppress(OSError):
        visitor.connect(str(socket_in_use(place) / f".s.PGSQL.{PORT}"))
        return True
    return False


def start(place: Place, *, durable: bool, settings: Mapping[str, str]) -> None:
    if not place.data.exists():
        initialise(place, durable=durable)
    check_version(place)
    try:
        launch(place, durable=durable, settings=settings)
    except EmbeddedDatabaseError:
        if durable:
            raise
        shutil.rmtree(place.data)  # without fsync a power cut may have spoilt it
        initialise(place, durable=durable)
        launch(place, durable=durable, settings=settings)


def launch(place: Place, *, durable: bool, settings: Mapping[str, str]) -> None:
    with lock(place / "keeper"):
        pass  # the one of a server that died is just leaving
    (place.data / "postmaster.pid").unlink(missing_ok=True)  # stale: nobody holds the server's lock
    prepare_socket_folder(place)
    if (place / "log").stat().st_size > LOG_LIMIT:
        os.truncate(place / "log", 0)
    chosen = {**SETTINGS, **({} if durable else NOT_DURABLE), **settings}
    chosen["unix_socket_directories"] = str(place.new_socket)
    options = [word for key, value in chosen.items() for word in ("-c", f"{key}={value}")]
    hire_keeper(place, [str(place.binaries / "postgres"), "-D", str(place.data), *options])
    wait_until_ready(place)


def prepare_socket_folder(place: Place) -> None:
    """Anybody may make folders in /tmp: one that is there already must be ours and closed."""
    folder = place.new_socket
    keeper.sweep_socket_folder(folder)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, place.uid, place.gid, follow_symlinks=False)
    found = folder.lstat()
    if (found.st_uid, found.st_mode) != (place.uid, stat.S_IFDIR | 0o700):
        raise EmbeddedDatabaseError(
            f"{folder} is not a closed folder of the database's: remove it."
        )


def hire_keeper(place: Place, command: list[str] | None = None) -> None:
    """With a command to start the server, or without for a server whose keeper was killed."""
    if not command and is_held(place / "keeper"):
        return
    job = {
        "uid": place.uid,
        "gid": place.gid,
        "data": str(place.data),
        "socket": str(place.new_socket if command else socket_in_use(place)),
        "command": command,
        "environment": ENVIRONMENT,
    }
    with contextlib.ExitStack() as closing:
        names = ("keeper", "server") if command else ("keeper",)
        locks = {name: closing.enter_context(lock(place / name)) for name in names}
        job["server_lock"] = locks.get("server")
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", keeper.__file__, json.dumps(job)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=locks.values(),
            start_new_session=True,
        ).wait()  # it goes on by itself


def wait_until_ready(place: Place) -> None:
    deadline = time.monotonic() + PATIENCE
    while is_held(place / "server") and time.monotonic() < deadline:
        if is_ready(place) and answers(place):
            return
        time.sleep(0.02)
    tail = (place / "log").read_bytes()[-LOG_TAIL:].decode(errors="replace")
    raise EmbeddedDatabaseError(
        f"The database did not start. The end of {place / 'log'} says:\n{tail}"
    )
