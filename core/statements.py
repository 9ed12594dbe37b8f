"""SQL of our own, bounded in time, with settings for it alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled


class TooLong(Exception):  # noqa: N818
    """The database did not answer in time."""


def rows(
    statement: str, params: Sequence[Any] | Mapping[str, Any], settings: Mapping[str, str]
) -> list[tuple]:
    """What it finds; TooLong where `statement_timeout`, which is one of the settings, ends it.

    All of it goes in one message, which is one transaction: nothing lasts beyond the statement, and
    nothing depends on which connection serves the next one. Inside of a transaction of the
    caller's the last line does the same.
    """
    before = "".join(f"SET LOCAL {name} = {value}; " for name, value in settings.items())
    after = "".join(f"; SET LOCAL {name} TO DEFAULT" for name in settings)
    with connection.cursor() as cursor:
        try:
            cursor.execute(before + statement + after, params)
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                raise TooLong from error
            raise
        for _setting in settings:
            cursor.nextset()
        return cursor.fetchall()
