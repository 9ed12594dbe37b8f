"""Documents of strangers are read in a process of their own: see core/jail.py.

`python -m intake.jail` is that process. Pandoc runs as its child, within limits of its own.
"""

import json
import sys

import django
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core import jail
from core.jail import ENVIRONMENT, ROOT, Stumbled, say_where
from intake.reader import read
from intake.reader.carrying import packed, unpacked
from intake.reader.kinds import AT_ONCE, LIGHT, kind_of
from intake.reader.manuscript import Manuscript
from intake.reader.unreadable import Unreadable

__all__ = ["ENVIRONMENT", "ROOT", "Stumbled", "read_in_jail", "read_with_care", "say_where"]

WALL_SECONDS = 30.0
CPU_SECONDS = 20
MEMORY = 768_000_000  # bytes that it may write to; pandoc's limit is in reader/pandoc.py

COMMAND = jail.running("intake.jail")
READ, REFUSED = b"+", b"-"  # how an answer begins: a packed manuscript, or a sentence


def read_in_jail(data: bytes, filename: str = "", *, thoughts: bool = True) -> Manuscript:
    """As intake.read, within limits of time and memory. Raises Unreadable, and Stumbled."""
    order = {"filename": filename, "thoughts": thoughts, "language": translation.get_language()}
    try:
        answer = jail.ask(COMMAND, json.dumps(order).encode() + b"\n" + data, seconds=WALL_SECONDS)
    except jail.TooMuch:
        raise Unreadable(too_much()) from None
    if answer.startswith(READ):
        return unpacked(answer[1:])
    if answer.startswith(REFUSED):
        raise Unreadable(answer[1:].decode())
    raise Stumbled("it ended without an answer")


def read_with_care(data: bytes, filename: str = "", *, thoughts: bool = True) -> Manuscript:
    """As `read_in_jail`, which small texts do not need. Raises Unreadable, and Stumbled."""
    is_light = len(data) <= AT_ONCE and kind_of(data, filename) in LIGHT
    return (read if is_light else read_in_jail)(data, filename, thoughts=thoughts)


def too_much() -> str:
    return _("This file takes more time or memory to read than we have. Save it as plain text.")


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
    jail.lock_in(cpu=CPU_SECONDS, memory=MEMORY)


if __name__ == "__main__":
    sys.excepthook = say_where
    settings.configure(LOCALE_PATHS=[ROOT / "locale"], USE_I18N=True, LOGGING_CONFIG=None)
    django.setup()
    main()
