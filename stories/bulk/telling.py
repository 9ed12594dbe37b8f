"""A bulk change in words: before it is done, and after. Fields with counts, the first stories one
by one, the rest as a number."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.db.models import F

from stories.bulk.effects import Effect, effect_of, stories_for
from stories.bulk.naming import Names
from stories.bulk.wish import PUBLISH, TELL, Wish
from stories.models import BulkChange, Story
from stories.models.choices import offered_ratings
from stories.querysets import is_by

DRAWN = 50  # stories


@dataclass
class Line:
    """What happens, or happened, to one story: `changes` as Names.change says them."""

    story: Story | None
    changes: list[dict[str, Any]]
    left: list[str]
    kept: list[str]


class Account:
    """`effects` are (story or None, {field: (was, became)}, why not, why not undone)."""

    def __init__(self, rows: Iterable[tuple[Story | None, dict, list[str], list[str]]]) -> None:
        self._rows = list(rows)
        changes = [change for _story, change, _left, _kept in self._rows]
        self._names = Names({change["series"][1] for change in changes if "series" in change})

    @property
    def changed(self) -> int:
        return sum(bool(changes) for _story, changes, _left, _kept in self._rows)

    @property
    def unchanged(self) -> int:
        """Stories that stand so already."""
        return sum(not (changes or left) for _story, changes, left, _kept in self._rows)

    @property
    def left(self) -> list[tuple[str, int]]:
        """(reason, of how many stories), the commonest first."""
        return Counter(why for row in self._rows for why in row[2]).most_common()

    @property
    def kept(self) -> list[tuple[str, int]]:
        return Counter(why for row in self._rows for why in row[3]).most_common()

    @cached_property
    def summary(self) -> list[tuple[dict[str, Any], int]]:
        """(what changes, in how many stories): one tag or one pair of values a line, those of a
        field together."""
        numbers: Counter = Counter()
        for _story, changes, _left, _kept in self._rows:
            for said in self._said(changes):
                numbers.update(_single(said))
        fields = list(dict.fromkeys(label for label, *_said in numbers))
        ordered = sorted(numbers.items(), key=lambda line: fields.index(line[0][0]))
        return [({"label": label, **dict(said)}, number) for (label, *said), number in ordered]

    @cached_property
    def lines(self) -> list[Line]:
        """The first of those to which anything happens, or does not though it was wished."""
        rows = [row for row in self._rows if any(row[1:])]
        return [
            Line(story, self._said(changes), left, kept)
            for story, changes, left, kept in rows[:DRAWN]
        ]

    @property
    def more(self) -> int:
        return sum(any(row[1:]) for row in self._rows) - len(self.lines)

    def _said(self, changes: dict) -> list[dict[str, Any]]:
        return [self._names.change(name, *change[:2]) for name, change in changes.items()]


def _single(said: dict[str, Any]) -> Iterable[tuple]:
    if "was" in said:
        yield (said["label"], ("was", said["was"]), ("became", said["became"]))
    for verb in ("added", "removed"):
        for name in said.get(verb, ()):
            yield (said["label"], (verb, (str(name),)))


class Preview(Account):
    """What would happen. `seal` is another one as soon as something else would."""

    def __init__(self, user, ids: list[int], wish: Wish) -> None:
        found = stories_for(user, ids, wish).defer(*Story.AUTHOR_FIELDS[1:]).in_bulk()
        offered = offered_ratings()
        self.effects: list[Effect] = [
            effect_of(found[pk], wish, by=user, offered=offered) for pk in ids if pk in found
        ]
        self.is_told = wish.get("becomes") == PUBLISH and wish.get("tell") == TELL
        self.publishes = wish.get("becomes") == PUBLISH
        super().__init__((one.story, one.changes, one.left, []) for one in self.effects)

    @property
    def seal(self) -> str:
        seen = [[one.story.pk, one.changes, [str(why) for why in one.left]] for one in self.effects]
        return blake2b(json.dumps(seen).encode(), digest_size=16).hexdigest()


class Report(Account):
    """What happened. Stories are named only to those whose they still are."""

    def __init__(self, change: BulkChange) -> None:
        mine = Story.objects.filter(is_by(change.by)).defer(*Story.AUTHOR_FIELDS[1:])
        stories = mine.annotate(draft_title=F("draft__title")).in_bulk(change.stories)
        rows = []
        for pk in change.stories:
            entry = change.before.get(str(pk), {})
            did, kept = entry.get("did", {}), entry.get("kept", [])
            rows.append((stories.get(pk), did, entry.get("left", []), kept))
        super().__init__(rows)
