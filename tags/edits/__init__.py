"""What tag editors do. Each verb is one transaction, refuses with a sentence, writes one TagEdit
and one line of the log (none where all is so already), and records whose stories are found in
another way from then on; the worker writes their listings anew. `by` is who does it, `batch` binds
what was done with one press.

Tags are never deleted. What hangs together with others is always official, so that whoever follows
a link has arrived: a tag that becomes another name hands its links on.
"""

from tags.edits.describing import (
    describe,
    make_official,
    make_unofficial,
    mark_looked_at,
    set_filterable,
)
from tags.edits.merging import merge, part
from tags.edits.naming import rename
from tags.edits.relating import set_characters, set_fandoms, set_media, set_parents
from tags.edits.splitting import split
from tags.edits.undoing import undo_batch
from tags.edits.work import new_batch

__all__ = [
    "describe",
    "make_official",
    "make_unofficial",
    "mark_looked_at",
    "merge",
    "new_batch",
    "part",
    "rename",
    "set_characters",
    "set_fandoms",
    "set_filterable",
    "set_media",
    "set_parents",
    "split",
    "undo_batch",
]
