"""What goes wrong, in words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import DatabaseError

FULL = (errno.ENOSPC, errno.EDQUOT)


class BackupError(Exception):
    """The message is one sentence for the person at the terminal."""


@contextmanager
def database_in_words() -> Iterator[None]:
    try:
        yield
    except (DatabaseError, psycopg.Error) as error:
        reason = " ".join(str(error).split())
        raise BackupError(f"The database did not do what was asked: {reason}") from error


@contextmanager
def folder_in_words(folder: Path) -> Iterator[None]:
    """Around work on files in this folder."""
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        if error.errno in FULL:
            sentence = f"There is no room left in {folder}: free some, or choose another disk."
        elif isinstance(error, PermissionError):
            sentence = f"No permission for {place}: whoever runs this must be allowed to use it."
        else:
            sentence = f"{place} cannot be used: {error.strerror or error}."
        raise BackupError(sentence) from error
