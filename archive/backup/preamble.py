"""The first lines of what pg_restore writes: settings of its own session.

pg_dump 18 sets transaction_timeout, for example, which PostgreSQL 15 does not know. Such lines are
left out, but only here: further down, a line that looks like one may be somebody's text.
"""

import re
from collections.abc import Iterator
from typing import IO

SETTING = re.compile(rb"SET ([a-z_]+) = [^;]*;\s*$")
OTHER = re.compile(rb"\s*$|--|\\restrict |SELECT pg_catalog\.set_config\(")


def without_unknown_settings(script: IO[bytes], known: set[str]) -> Iterator[bytes]:
    """The lines of the preamble and the first one after it; the rest stays in `script`."""
    while line := script.readline():
        if setting := SETTING.match(line):
            if setting[1].decode() in known:
                yield line
        else:
            yield line
            if not OTHER.match(line):
                return
