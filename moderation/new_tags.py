"""Tags that authors coined and nobody has looked at yet, the most used first.

Only those that stand on published stories: what stands on drafts alone is nobody's business. How
often a tag is used is as old as TagCount, a minute; the stories beside it are asked for whenever
they are shown, and a tag without any is not shown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import OuterRef, Q

from accounts.models import User
from moderation.waves import Number
from stories.models import Story, Tagging
from stories.querysets import PUBLIC
from tags.models import Tag

NEW = Q(is_official=False, synonym_of=None, looked_at=None)
KNOWN = ~NEW | Q(count__stories__gt=0)  # what tag editors see: of drafts' new tags nothing
KINDS = [kind.value for kind in Tag.Kind]
COUNTED = 1_000  # tags of a kind
PAGE = 20  # tags
LOOKED_AT = 20  # stories of a tag
NAMED = 3  # of them on the page; as many fandoms, and as many matches
NEWEST = 5_000  # stories of a fandom
ALIKE = 0.45  # similarity of trigrams: a letter or a first name more or less

type Mark = tuple[int, int]  # the number of stories and the key of the last tag of a page


@dataclass
class NewTag:
    tag: Tag
    number: int  # of stories: of all, or of the newest of one fandom
    stories: list[Story]  # some of them
    fandoms: list[Tag]  # that those name, the most frequent first
    matches: list[Tag] = field(default_factory=list)  # official names that it may mean

    @property
    def in_fandoms(self) -> str:
        """As Postgres writes an array."""
        return "{" + ",".join(str(fandom.pk) for fandom in self.fandoms) + "}"

    @property
    def home(self) -> Tag | None:
        """The fandom that somebody, or two of them, is most likely of."""
        has_one = self.tag.kind in (Tag.Kind.CHARACTER, Tag.Kind.RELATIONSHIP)
        return self.fandoms[0] if has_one and self.fandoms else None


def waiting(kind: str):
    """One kind at a time: the index that knows the most used ones begins with it."""
    return Tag.objects.filter(NEW, kind=kind, count__kind=kind, count__stories__gt=0)


def numbers() -> dict[str, int]:
    """How many wait of each kind that has any, counted no further than one more than COUNTED."""
    counts = (
        Number(waiting(kind).order_by("-count__stories").values("pk")[: COUNTED + 1])
        for kind in KINDS
    )
    row = Tag.objects.order_by().values_list(*counts)[:1].first() or ()
    return {kind: number for kind, number in zip(KINDS, row, strict=False) if number}


def page(kind: str, after: Mark | None) -> tuple[list[tuple[int, int]], bool]:
    """(key, stories) of the next tags of a kind, and whether there are more."""
    tags = waiting(kind).order_by("-count__stories", "pk")
    if after:
        number, pk = after
        further = Q(count__stories__lt=number) | Q(pk__gt=pk)
        tags = tags.filter(further, count__stories__lte=number)
    found = list(tags.values_list("pk", "count__stories")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def in_fandom(fandom: Tag) -> list[tuple[int, str, int]]:
    """(key, kind, stories) of the new tags in its newest stories, the most used first."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FANDOM, {"fandom": fandom.pk, "newest": NEWEST})
        return cursor.fetchall()


def shown(found: Sequence[tuple[int, int]], user: User) -> list[NewTag]:
    """What the page says of each, in their order."""
    tags = Tag.objects.filter(NEW).annotate(own=some(tag=OuterRef("pk")))
    tags = tags.annotate(of_relationships=some(tag__characters=OuterRef("pk")))
    by_key = tags.in_bulk([pk for pk, _number in found])
    keys = {tag.pk: [*tag.own, *tag.of_relationships] for tag in by_key.values()}
    stories, fandoms = _seen(chain.from_iterable(keys.values()), user)
    rows = []
    for pk, number in found:
        seen = [stories[story] for story in keys.get(pk, ()) if story in stories]
        if seen:
            named = Counter(chain.from_iterable(fandoms[story.pk] for story in seen))
            most = [tag for tag, _times in named.most_common(NAMED) if tag.pk != pk]
            rows.append(NewTag(by_key[pk], number, seen[:NAMED], most))
    _match(rows)
    return rows


def some(**of_the_tag) -> ArraySubquery:
    """Keys of some listed stories under a tag, whichever the index finds first."""
    links = Tagging.objects.filter(content_object__listing__isnull=False, **of_the_tag)
    return ArraySubquery(links.order_by().values("content_object")[:LOOKED_AT])


def _seen(keys: Iterable[int], user: User) -> tuple[dict[int, Story], dict[int, list[Tag]]]:
    """Of these stories those that are out and that this person sees, and what fandoms they name."""
    visible = Story.objects.visible_to(user).filter(PUBLIC).only("title", "language")
    stories = visible.in_bulk(set(keys))
    fandoms: dict[int, list[Tag]] = {pk: [] for pk in stories}
    links = Tagging.objects.filter(content_object__in=stories, tag__kind=Tag.Kind.FANDOM)
    for link in links.select_related("tag__synonym_of"):
        fandoms[link.content_object_id].append(link.tag.official)
    return stories, fandoms


def _match(rows: list[NewTag]) -> None:
    """Official names of the same kind that look alike, or that have another name which does; those
    of the same fandoms first."""
    wanted: dict[str, Any] = {
        "keys": [row.tag.pk for row in rows],
        "fandoms": [row.in_fandoms for row in rows],
        "named": NAMED,
    }
    with transaction.atomic(), connection.cursor() as cursor:  # else the setting is gone again
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(MATCHES, wanted)
        found = cursor.fetchall()
    tags = Tag.objects.select_related("count").in_bulk({match for _tag, match in found})
    rows_by_key = {row.tag.pk: row for row in rows}
    for tag, match in found:
        rows_by_key[tag].matches.append(tags[match])


IN_FANDOM = """
WITH newest AS MATERIALIZED (
    SELECT tag_ids FROM stories_listing WHERE tag_ids @> ARRAY[%(fandom)s]::bigint[]
    ORDER BY story_id DESC LIMIT %(newest)s
), used AS (
    SELECT tag_id, count(*) AS stories FROM newest, unnest(tag_ids) tag_id GROUP BY tag_id
)
SELECT tag.id, tag.kind, used.stories FROM used JOIN tags_tag tag ON tag.id = used.tag_id
WHERE NOT tag.is_official AND tag.synonym_of_id IS NULL AND tag.looked_at IS NULL
ORDER BY used.stories DESC, tag.id
"""

# The kind is compared as an expression: its own index would find half of all tags.
MATCHES = """
SELECT new.id, near.id
FROM unnest(%(keys)s::bigint[], %(fandoms)s::text[]) wanted (id, fandoms)
JOIN tags_tag new ON new.id = wanted.id
CROSS JOIN LATERAL (
    SELECT alike.id, alike.likeness, EXISTS (
        SELECT FROM tags_belonging its
        WHERE its.tag_id = alike.id AND its.fandom_id = ANY (wanted.fandoms::bigint[])
    ) AS is_of_the_same
    FROM (
        SELECT coalesce(tag.synonym_of_id, tag.id) AS id, max(similarity(tag.key, new.key))
        FROM tags_tag tag
        WHERE tag.key %% new.key AND (tag.is_official OR tag.synonym_of_id IS NOT NULL)
            AND tag.kind || '' = new.kind
        GROUP BY 1
    ) alike (id, likeness)
    ORDER BY is_of_the_same DESC, likeness DESC, id
    LIMIT %(named)s
) near
ORDER BY new.id, near.is_of_the_same DESC, near.likeness DESC, near.id
"""
