"""What the log may tell of an exception: where it happened and of what kind it is.

The words of many exceptions repeat what somebody wrote (`invalid literal for int(): 'my secret'`),
so only those are let through that speak of code or of the machine.
"""

import traceback
from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist, TemplateSyntaxError

OF_CODE = (
    AttributeError, ImportError, MemoryError, NameError, NotImplementedError, RecursionError,
    TypeError, ImproperlyConfigured, TemplateDoesNotExist, TemplateSyntaxError,
)  # fmt: skip


def told(exception: BaseException) -> Iterator[str]:
    """The lines of a traceback, the cause before its effect."""
    for one in reversed(_chain(exception)):
        for frame in traceback.format_tb(one.__traceback__):
            yield from frame.rstrip("\n").split("\n")
        kind = type(one)
        yield f"{kind.__module__}.{kind.__qualname__}: {may_say(one)}".rstrip(": ")


def may_say(exception: BaseException) -> str:
    if isinstance(exception, OF_CODE):
        return str(exception)
    if isinstance(exception, OSError):
        return exception.strerror or ""
    if (database := _of_the_database(exception)) is not None:
        return _what_the_database_says(database)
    return ""


def _chain(exception: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while exception is not None and exception not in chain:
        chain.append(exception)
        is_quiet = exception.__suppress_context__
        exception = exception.__cause__ or (None if is_quiet else exception.__context__)
    return chain


def _of_the_database(exception: BaseException):
    """psycopg's own exception, also where Django's stands before it."""
    return next((one for one in (exception, exception.__cause__) if hasattr(one, "diag")), None)


def _what_the_database_says(exception) -> str:
    """Without a code it is about the connection; else the code and what it concerns, no values."""
    if exception.sqlstate is None:
        return str(exception)
    concerned = exception.diag.constraint_name or exception.diag.table_name or ""
    return f"{exception.sqlstate} {concerned}".rstrip()
