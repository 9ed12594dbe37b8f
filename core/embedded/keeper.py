"""The keeper: starts an embedded PostgreSQL and stops it when nobody uses it any more.

Runs alone (`python -I -S keeper.py JOB`), detached, as the database's user. It hears of the end of
a process from the kernel, which drops its lock even on kill -9. Four files to lock lie by the data:

    gate     held by whoever starts or stops the server
    users    shared by the processes that use it
    keeper   held by the keeper, with its process id
    server   inherited by every process of PostgreSQL: free means that none of them lives
"""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

GATE, USERS, SERVER = Path("../gate"), Path("../users"), Path("../server")
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
FAST_PATIENCE, IMMEDIATE_PATIENCE = 20.0, 5.0  # seconds


def main(job: dict) -> None:
    if os.fork():
        os._exit(0)
    os.chdir(
        job["data"]
    )  # paths are relative from here on: the project may move while the server runs
    _become(job["uid"], job["gid"])
    _write_to_log()
    Path("../keeper").write_text(f"{os.getpid()}\n")
    child = _start_server(job) if job["command"] else None
    stopping, folder = threading.Event(), Path(job["socket"])
    threading.Thread(target=_leave_with_server, args=[stopping, folder], daemon=True).start()
    with _gate_after_last_user():  # nobody starts a server while this one stops
        stopping.set()
        if stop_server(Path(), SERVER) and child:
            child.wait()
        sweep_socket_folder(folder)


def _become(uid: int, gid: int) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def _write_to_log() -> None:
    log = os.open("../log", os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())
    os.close(log)


def _start_server(job: dict) -> subprocess.Popen:
    child = subprocess.Popen(  # noqa: S603
        job["command"],
        stdin=subprocess.DEVNULL,
        pass_fds=[job["server_lock"]],
        env=job["environment"],
    )
    os.close(job["server_lock"])
    return child


def _leave_with_server(stopping: threading.Event, folder: Path) -> None:
    with lock(SERVER, shared=True):
        pass
    if not stopping.is_set():
        sweep_socket_folder(folder)
        os._exit(0)


@contextlib.contextmanager
def _gate_after_last_user() -> Iterator[None]:
    while True:
        with lock(USERS):
            pass
        with lock(GATE):
            if not has_users(USERS):
                yield
                return


def stop_server(data: Path, server: Path) -> bool:
    """Ask the postmaster to stop, then tell it; True when no process of it is left."""
    for how, patience in ((FAST, FAST_PATIENCE), (IMMEDIATE, IMMEDIATE_PATIENCE)):
        with contextlib.suppress(OSError, ValueError, IndexError):
            os.kill(int(read_pid_file(data)[0]), how)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not is_held(server):
                return True
            time.sleep(0.02)
    return False


def read_pid_file(data: Path) -> list[str]:
    """Lines: pid, data folder, start time, port, socket folder, address, shared memory, state."""
    with contextlib.suppress(OSError):
        return [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    return []


def sweep_socket_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for leftover in folder.glob(".s.PGSQL.*"):
            leftover.unlink()
        folder.rmdir()


@contextlib.contextmanager
def lock(path: Path, *, shared: bool = False) -> Iterator[int]:
    descriptor = open_lock(path, shared=shared)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def open_lock(path: Path, *, shared: bool = False) -> int:
    """Wait for the lock; it is held until the descriptor is closed, or the process ends."""
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    return descriptor


def is_held(path: Path) -> bool:
    """Does somebody hold the lock for himself alone? Asking disturbs nobody who asks, too."""
    return not _can_lock(path, fcntl.LOCK_SH)


def has_users(path: Path) -> bool:
    return not is_held(path) and not _can_lock(path, fcntl.LOCK_EX)


def _can_lock(path: Path, how: int) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
