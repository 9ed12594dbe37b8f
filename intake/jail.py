"""Documents of strangers are read in a process of their own, which may take only so much.

`python -m intake.jail` is that process. It gets the document by its standard input and answers by
its standard output; it has no other way: no environment, no open files, no database, and where the
kernel lets it, no network. The limits are the kernel's own, so that they hold whatever happens in
the libraries that parse for us. Pandoc runs as its child, within limits of its own.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from contextlib import suppress
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from intake.reader import read
from intake.reader.carrying import packed, unpacked
from intake.reader.kinds import AT_ONCE, LIGHT, kind_of
from intake.reader.manuscript import Manuscript
from intake.reader.unreadable import Unreadable

ROOT = Path(__file__).resolve().parents[1]
WALL_SECONDS = 30.0
CPU_SECONDS = 20
MEMORY = 768_000_000  # bytes that it may write to; pandoc's limit is in reader/pandoc.py
OPEN_FILES = 64
NICENESS = 10

COMMAND = (sys.executable, "-E", "-s", "-m", "intake.jail")
ENVIRONMENT = {"LANG": "C.UTF-8", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}
READ, REFUSED = b"+", b"-"  # how an answer begins: a packed manuscript, or a sentence
TOO_MUCH = -signal.SIGXCPU, -signal.SIGKILL


class Stumbled(RuntimeError):  # noqa: N818 - as one says it
    """The reader broke down in its jail, which is our fault and not the document's."""


def read_in_jail(data: bytes, filename: str = "", *, thoughts: bool = True) -> Manuscript:
    """As intake.read, within limits of time and memory. Raises Unreadable, and Stumbled."""
    order = {"filename": filename, "thoughts": thoughts, "language": translation.get_language()}
    process = subprocess.Popen(  # noqa: S603
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    try:
        answer, complaint = process.communicate(
            json.dumps(order).encode() + b"\n" + data, timeout=WALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(too_much()) from None
    finally:
        _end(process)
    if answer.startswith(READ) and process.returncode == 0:
        return unpacked(answer[1:])
    if answer.startswith(REFUSED) and process.returncode == 0:
        raise Unreadable(answer[1:].decode())
    if process.returncode in TOO_MUCH:
        raise Unreadable(too_much())
    raise Stumbled(complaint.decode("utf-8", "replace") or f"ended with {process.returncode}")


def read_with_care(data: bytes, filename: str = "", *, thoughts: bool = True) -> Manuscript:
    """As `read_in_jail`, which small texts do not need. Raises Unreadable, and Stumbled."""
    is_light = len(data) <= AT_ONCE and kind_of(data, filename) in LIGHT
    return (read if is_light else read_in_jail)(data, filename, thoughts=thoughts)


def too_much() -> str:
    return _("This file takes more time or memory to read than we have. Save it as plain text.")


def _end(process: subprocess.Popen) -> None:
    """With all that it started: nothing of a document is left behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


# The other side


def main() -> None:
    lock_in()
    answer = sys.stdout.buffer
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    translation.activate(order["language"] or settings.LANGUAGE_CODE)
    try:
        found = packed(read(data, order["filename"], thoughts=order["thoughts"]))
    except Unreadable as refusal:
        answer.write(REFUSED + str(refusal).encode())
    except (MemoryError, RecursionError):
        answer.write(REFUSED + too_much().encode())
    else:
        answer.write(READ + found)


def lock_in() -> None:
    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_DATA: MEMORY,
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
    in the reader asks for a network; this is the second wall."""
    for spaces in ("CLONE_NEWNET",), ("CLONE_NEWUSER", "CLONE_NEWNET"):
        with suppress(AttributeError, OSError):
            os.unshare(sum(getattr(os, space) for space in spaces))
            return


def say_where(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """Where it broke down, without a word of the document."""
    places = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(places))
    sys.stderr.write(f"{kind.__name__} at {where}")


if __name__ == "__main__":
    sys.excepthook = say_where
    settings.configure(LOCALE_PATHS=[ROOT / "locale"], USE_I18N=True, LOGGING_CONFIG=None)
    django.setup()
    main()
