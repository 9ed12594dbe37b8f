"""Bytes of strangers are taken apart in a process of their own, which may take only so much.

It gets them by its standard input and answers by its standard output; it has no other way: no
environment, no open files, no database, and where the kernel lets it, no network. The limits are
the kernel's own, so that they hold whatever happens in the libraries that parse for us. Whoever
needs one writes a module that calls `lock_in` before anything else and runs it by `ask`.
"""

import os
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {"LANG": "C.UTF-8", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}
OPEN_FILES = 64
NICENESS = 10
TOO_MUCH = -signal.SIGXCPU, -signal.SIGKILL


class TooMuch(Exception):  # noqa: N818 - as one says it
    """It took more time or memory than it has."""


class Stumbled(RuntimeError):  # noqa: N818 - as one says it
    """What works in the jail broke down, which is our fault and not the bytes'."""


def running(module: str) -> tuple[str, ...]:
    """The command that runs a module of ours without anything of the surroundings."""
    return (sys.executable, "-E", "-s", "-m", module)


def ask(command: Sequence[str], message: bytes, *, seconds: float) -> bytes:
    """What the command answers to the message. Raises TooMuch and Stumbled."""
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    try:
        answer, complaint = process.communicate(message, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise TooMuch from None
    finally:
        _end(process)
    if process.returncode == 0:
        return answer
    if process.returncode in TOO_MUCH:
        raise TooMuch
    raise Stumbled(complaint.decode("utf-8", "replace") or f"ended with {process.returncode}")


def _end(process: subprocess.Popen) -> None:
    """With all that it started: nothing of a document is left behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


# The other side


def lock_in(*, cpu: int, memory: int) -> None:
    """From here on: so many seconds of work, so many bytes to write to, no file, no network."""
    limits = {
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for what, limit in limits.items():
        resource.setrlimit(what, (limit, limit))
    os.nice(NICENESS)
    _leave_the_network()


def _leave_the_network() -> None:
    """An empty network of its own, where the kernel grants one: containers often do not. Nothing
    that works here asks for a network; this is the second wall."""
    for spaces in ("CLONE_NEWNET",), ("CLONE_NEWUSER", "CLONE_NEWNET"):
        with suppress(AttributeError, OSError):
            os.unshare(sum(getattr(os, space) for space in spaces))
            return


def say_where(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """For `sys.excepthook`: where it broke down, without a word of what it was given."""
    places = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(places))
    sys.stderr.write(f"{kind.__name__} at {where}")
