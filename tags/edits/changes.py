"""What an edit changes: each value and each link with what stood there before.

As JSON: {"tags": {"12": {"name": "Spike"}}, "parents": [[12, 4]], "fandoms": …}. A link is written
as (lower tag, upper tag): child and parent, tag and fandom, relationship and character.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from tags.models import Belonging, Member, Parent, Tag

LINKS: dict[str, tuple[type[models.Model], str, str]] = {
    "parents": (Parent, "child_id", "parent_id"),
    "fandoms": (Belonging, "tag_id", "fandom_id"),
    "characters": (Member, "relationship_id", "character_id"),
    "media": (Tag.media.through, "tag_id", "medium_id"),
}
MOVES = ("parents", "characters")  # links by which stories are found
SAYS = {"name", "synonym_of_id"}  # fields by which they are

type Link = tuple[int, int]


class Side:
    """What stands, or stood."""

    def __init__(self, kept: dict[str, Any] | None = None):
        kept = kept or {}
        self.tags: dict[int, dict[str, Any]] = defaultdict(dict)
        for pk, fields in kept.get("tags", {}).items():
            self.tags[int(pk)] = fields
        self.links = {name: {(low, high) for low, high in kept.get(name, [])} for name in LINKS}

    def __bool__(self):
        return bool(self.tags or any(self.links.values()))

    def as_json(self) -> dict[str, Any]:
        links = {name: sorted(map(list, some)) for name, some in self.links.items() if some}
        tags = {str(pk): fields for pk, fields in sorted(self.tags.items())}
        return {**links, **({"tags": tags} if tags else {})}


class Changes:
    def __init__(self, before: Side | None = None, after: Side | None = None):
        self.before = before or Side()
        self.after = after or Side()

    def __bool__(self):
        return bool(self.before or self.after)

    def give(self, tag: Tag, **fields) -> None:
        for name, value in fields.items():
            now, then = _plain(getattr(tag, name)), _plain(value)
            if now != then:
                self.before.tags[tag.pk][name] = now
                self.after.tags[tag.pk][name] = then

    def link(self, name: str, links: Iterable[Link]) -> None:
        self.after.links[name] |= set(links)

    def unlink(self, name: str, links: Iterable[Link]) -> None:
        self.before.links[name] |= set(links)

    def relink(self, name: str, lower: int, now: set[int], then: set[int]) -> None:
        """Make `then` what stands above the tag, of this kind of link."""
        self.unlink(name, ((lower, upper) for upper in now - then))
        self.link(name, ((lower, upper) for upper in then - now))

    def undone(self) -> "Changes":
        return Changes(self.after, self.before)

    def moved(self) -> list[int]:
        """Tags whose stories are found, or found by words, in another way than before."""
        moved = {pk for pk, fields in self.after.tags.items() if fields.keys() & SAYS}
        for side in (self.before, self.after):
            moved |= {low for name in MOVES for low, _high in side.links[name]}
        return sorted(moved)


def links_up(name: str, tag: int) -> set[Link]:
    model, low, high = LINKS[name]
    return set(model._default_manager.filter(**{low: tag}).values_list(low, high))


def links_down(name: str, tag: int) -> set[Link]:
    """What hangs on it; nothing does by media, which are no tags."""
    model, low, high = LINKS[name]
    if model is Tag.media.through:
        return set()
    return set(model._default_manager.filter(**{high: tag}).values_list(low, high))


def links_among(name: str, wanted: set[Link]) -> set[Link]:
    """Those of these that there are."""
    model, low, high = LINKS[name]
    lowers = {lower for lower, _upper in wanted}
    rows = model._default_manager.filter(**{f"{low}__in": lowers}).values_list(low, high)
    return wanted & set(rows)


def uppers(name: str, tag: Tag) -> set[int]:
    return {high for _low, high in links_up(name, tag.pk)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
