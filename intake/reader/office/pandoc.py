"""Pandoc, shut in: it gets the document by its standard input and has no files, no network and
bounded time and memory. One run reads a document and tells it twice (see writer.lua).

Measured with pandoc 3.9: a .docx of 115,000 words takes some 250 MB. GHC's programs reserve much
address space, so the heap has its own limit (-M) and what may be written to (RLIMIT_DATA) a higher.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pypandoc
from django.utils.translation import gettext as _

from intake.reader.unreadable import Unreadable

HEAP = "512m"
WALL_SECONDS = 25.0
LIMITS = (
    ("RLIMIT_CPU", 20),  # seconds
    ("RLIMIT_DATA", 640_000_000),  # bytes
    ("RLIMIT_FSIZE", 0),
)
LONGEST = 5_000_000  # characters of text that become one story
WRITER = Path(__file__).with_name("writer.lua")
EXHAUSTED = (251, 2, -signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV, -signal.SIGABRT)
ENVIRONMENT = {"LANG": "C.UTF-8", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}


@dataclass(frozen=True)
class Note:
    html: str
    plain: str


@dataclass(frozen=True)
class Converted:
    """`html` and `plain` are the same words; in both, `[1]` stands where the first of `notes`
    belongs. `front` are paragraphs whose style is called "Title", "Author" …, or a book's own
    description; `contents` the lines of a table of contents, which was left out, as were `images`
    with the descriptions `pictures`."""

    html: str
    plain: str
    notes: tuple[Note, ...] = ()
    contents: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    images: int = 0
    front: dict[str, list[str]] = field(default_factory=dict)


def convert(data: bytes, form: str) -> Converted:
    """`form`: the name of pandoc's reader, with its extensions. Raises Unreadable."""
    told = json.loads(_run(data, f"--from={form}", f"--to={WRITER}"))
    if len(told["plain"]) > LONGEST:
        raise Unreadable(
            _("The text in this file is longer than %(limit)s million characters.")
            % {"limit": LONGEST // 1_000_000}
        )
    return Converted(
        html=told["html"],
        plain=told["plain"],
        notes=tuple(Note(**note) for note in told["notes"]),
        contents=tuple(told["contents"]),
        pictures=tuple(told["pictures"]),
        images=told["images"],
        front=dict(told["front"]),
    )


def _run(data: bytes, *options: str) -> bytes:
    process = subprocess.Popen(  # noqa: S603
        [program(), "--sandbox", *options, "+RTS", f"-M{HEAP}", "-RTS"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=ENVIRONMENT,
    )
    _limit(process.pid)
    try:
        told, _nothing = process.communicate(data, timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable(too_much()) from None
    finally:
        process.kill()
        process.communicate()
    if process.returncode in EXHAUSTED:
        raise Unreadable(too_much())
    if process.returncode:
        raise Unreadable(_("This file is damaged, or not what its name says."))
    return told


def too_much() -> str:
    return _("This file takes more time or memory to read than we have. Save it as plain text.")


def _limit(pid: int) -> None:
    """Before it has read anything; where the kernel knows no such call, the jail's own hold."""
    with suppress(AttributeError, ProcessLookupError, PermissionError):
        os.setpriority(os.PRIO_PROCESS, pid, 10)
        for name, limit in LIMITS:
            resource.prlimit(pid, getattr(resource, name), (limit, limit))


@cache
def program() -> str:
    """The one of the wheel; else the machine's own."""
    packed = Path(pypandoc.__file__).parent / "files" / "pandoc"
    found = str(packed) if packed.exists() else shutil.which("pandoc")
    if not found:
        raise Unreadable(_("This archive cannot read such files. Save the story as plain text."))
    return found
