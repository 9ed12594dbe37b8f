"""A bulk change in words: before it is done, and after. Fields with counts, the first stories one
by one, the rest as a number."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.db.models import F, QuerySet

from stories.bulk.effects import effects
from stories.bulk.naming import Names
from stories.bulk.wish import PUBLISH, TELL, Wish
from stories.forms import KINDS
from stories.models import BulkChange, Story
from stories.querysets import is_by

DRAWN = 50  # stories
DRAWN_FIELDS = ("title", "language", "published_at")  # by stories/desk/_title.html


@dataclass
class Line:
    """What happens, or happened, to one story: `changes` as Names.change says them."""

    story: Story | None
    changes: list[dict[str, Any]]
    left: list[str]
    kept: list[str]


@dataclass(slots=True)
class Row:
    """Of one story: {field: (was, became)}, why not, why not undone."""

    pk: int
    changes: dict[str, Any]
    left: list[str]
    kept: list[str]

    @property
    def says_something(self) -> bool:
        return bool(self.changes or self.left or self.kept)


class Account:
    """Of many stories. Only those that are drawn are loaded; `stories` are those that may be."""

    def __init__(self, rows: list[Row], stories: QuerySet[Story]) -> None:
        self._rows, self._stories = rows, stories
        self._names = Names({one.changes["series"][1] for one in rows if "series" in one.changes})

    @cached_property
    def changed(self) -> int:
        return sum(bool(row.changes) for row in self._rows)

    @cached_property
    def unchanged(self) -> int:
        """Stories that stand so already."""
        return sum(not (row.changes or row.left) for row in self._rows)

    @property
    def left(self) -> list[tuple[str, int]]:
        """(reason, of how many stories), the commonest first."""
        return Counter(why for row in self._rows for why in row.left).most_common()

    @property
    def kept(self) -> list[tuple[str, int]]:
        return Counter(why for row in self._rows for why in row.kept).most_common()

    @cached_property
    def summary(self) -> list[tuple[dict[str, Any], int]]:
        """(what changes, in how many stories): one tag or one pair of values a line, those of a
        field together."""
        numbers = Counter(one for row in self._rows for one in _singles(row.changes))
        fields = list(dict.fromkeys(name for name, _was, _became in numbers))
        ordered = sorted(numbers.items(), key=lambda line: fields.index(line[0][0]))
        return [(self._names.change(*single), number) for single, number in ordered]

    @cached_property
    def lines(self) -> list[Line]:
        """The first of those to which anything happens, or does not though it was wished."""
        rows = [row for row in self._rows if row.says_something][:DRAWN]
        titled = self._stories.annotate(draft_title=F("draft__title")).only(*DRAWN_FIELDS)
        stories = titled.in_bulk([row.pk for row in rows])
        return [
            Line(stories.get(row.pk), self._said(row.changes), row.left, row.kept) for row in rows
        ]

    @property
    def more(self) -> int:
        return sum(row.says_something for row in self._rows) - len(self.lines)

    def _said(self, changes: dict) -> list[dict[str, Any]]:
        return [self._names.change(name, *change[:2]) for name, change in changes.items()]


def _singles(changes: dict[str, Any]) -> Iterator[tuple]:
    """(field, was, became) of everything that changes; of tags, one by one."""
    for name, (was, became, *_trace) in changes.items():
        if name not in KINDS:
            yield name, was, became
            continue
        before, after = _named(was), _named(became)
        yield from ((name, (), ((tag, False),)) for tag in after if tag not in before)
        yield from ((name, ((tag, False),), ()) for tag in before if tag not in after)


def _named(tags: Iterable) -> dict[str, bool]:
    """By name, in their order."""
    return dict(tags)


class Preview(Account):
    """What would happen. `seal` is another one as soon as something else would."""

    def __init__(self, user, ids: list[int], wish: Wish) -> None:
        self.is_told = wish.get("becomes") == PUBLISH and wish.get("tell") == TELL
        self.publishes = wish.get("becomes") == PUBLISH
        rows = [Row(one.pk, one.changes, one.left, []) for one in effects(user, ids, wish)]
        super().__init__(rows, Story.objects.by(user))

    @cached_property
    def seal(self) -> str:
        seen = [[row.pk, row.changes, [str(why) for why in row.left]] for row in self._rows]
        return blake2b(json.dumps(seen).encode(), digest_size=16).hexdigest()


class Report(Account):
    """What happened. Stories are named only to those whose they still are."""

    def __init__(self, change: BulkChange) -> None:
        entries = ((pk, change.before.get(str(pk), {})) for pk in change.stories)
        rows = [
            Row(pk, entry.get("did", {}), entry.get("left", []), entry.get("kept", []))
            for pk, entry in entries
        ]
        super().__init__(rows, Story.objects.filter(is_by(change.by)))
