"""What a wish asks of stories before anything happens to them: narrow rows, two queries for a
thousand of them, and no models."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from stories.bulk.wish import COLUMNS, PUBLISH, Wish
from stories.forms import KINDS
from stories.models import Chapter, SeriesEntry, Story, Tagging
from stories.models.story_publishing import GO_WITH_STORY
from stories.tag_rules import NEEDED
from tags import keys
from tags.models import Tag

FIELDS = {kind: name for name, kind in KINDS.items()}


class Link(NamedTuple):
    """A tag of a story; `key` is what makes two names one."""

    name: str
    main: bool
    key: str


@dataclass(slots=True)
class Facts:
    """Of one story. `tags` are those of the fields that matter to the wish, in their order."""

    pk: int
    columns: dict[str, str]
    is_published: bool
    is_hidden: bool
    is_editable: bool
    is_in_series: bool
    has_chapter: bool
    tags: dict[str, list[Link]]


def facts_for(user, ids: Sequence[int], wish: Wish) -> list[Facts]:
    """Of those of these stories that are this person's, in the order of `ids`."""
    tags = _tags(ids, [name for name in KINDS if _matters(name, wish)])
    editable = Story.objects.editable_by(user).filter(pk=OuterRef("pk"))
    entries = SeriesEntry.objects.filter(story=OuterRef("pk"), series=wish.get("series") or 0)
    chapters = Chapter.objects.filter(GO_WITH_STORY, story=OuterRef("pk"), deleted_at=None)
    rows = (
        Story.objects.by(user)
        .filter(pk__in=ids)
        .values("pk", "published_at", "hidden_at", *COLUMNS)
        .annotate(
            is_editable=Exists(editable),
            is_in_series=Exists(entries),
            has_chapter=Exists(chapters),
        )
    )
    found = {row["pk"]: _facts(row, tags[row["pk"]]) for row in rows}
    return [found[pk] for pk in ids if pk in found]


def _matters(name: str, wish: Wish) -> bool:
    is_needed = wish.get("becomes") == PUBLISH and name in NEEDED
    return is_needed or f"add_{name}" in wish or f"remove_{name}" in wish


def _tags(ids: Sequence[int], names: Iterable[str]) -> dict[int, dict[str, list[Link]]]:
    kinds = [KINDS[name] for name in names]
    tags: dict[int, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    if kinds:
        links = Tagging.objects.filter(content_object__in=ids, tag__kind__in=kinds)
        columns = ("content_object_id", "tag__kind", "tag__name", "main", "tag__synonym_of__name")
        for pk, kind, own, main, official in links.order_by("position").values_list(*columns):
            name = official or own if kind in Tag.CLOSED else own  # as the ticks of a form have it
            link = Link(name, main, keys.of(kind, name))
            if link not in tags[pk][FIELDS[kind]]:
                tags[pk][FIELDS[kind]].append(link)
    return tags


def _facts(row: dict, tags: dict[str, list[Link]]) -> Facts:
    return Facts(
        pk=row["pk"],
        columns={name: row[name] for name in COLUMNS},
        is_published=row["published_at"] is not None,
        is_hidden=row["hidden_at"] is not None,
        is_editable=row["is_editable"],
        is_in_series=row["is_in_series"],
        has_chapter=row["has_chapter"],
        tags=tags,
    )
