"""What stands around a tag: its other names, what is above and below it, what belongs to it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from discovery.search import statements
from tags import knowing
from tags.models import Tag

MOST = 20  # of each
PAGE = 100  # of one of them, on a page of its own
PARTS = {
    "names": _("Other names"),
    "fandoms": _("Fandoms"),
    "above": _("Part of"),
    "below": _("Holds"),
    "relationships": _("Relationships"),  # of a character, or of a fandom
    "characters": _("Characters"),  # of a relationship, or of a fandom
}


@dataclass
class Near:
    """Tags that this person may know of, each with `.stories`; `number` of them in all."""

    part: str
    tags: list[Tag]
    number: int

    @property
    def heading(self):
        return PARTS[self.part]

    @property
    def more(self) -> int:
        return self.number - len(self.tags)


@dataclass
class Surroundings:
    """The most read of each part that there is; other names have no pages of their own."""

    near: list[Near] = field(default_factory=list)
    media: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.near or self.media)


def of(tag: Tag, user) -> Surroundings:
    """In one query, of a tag that this person may know."""
    around = AROUND.format(known=knowing.known(NEAR, user))
    rows = statements.rows(around, {"tag": tag.pk, "most": MOST})
    found: dict[str, Near] = {}
    media = []
    for part, number, *named in rows:
        if part == "media":
            media.append(named[2])
        else:
            near = found.setdefault(part, Near(part, [], number))
            near.tags.append(_tag(*named))
    return Surroundings([found[part] for part in PARTS if part in found], media)


def all_of(tag: Tag, part: str, user, begin: str = "") -> tuple[list[Tag], str]:
    """A page of one part, from the key `begin` on, and the key of the next page or ""."""
    params = {"tag": tag.pk, "part": part, "begin": begin, "most": PAGE + 1}
    rows = statements.rows(ALL.format(known=knowing.known(NEAR, user)), params)
    older = rows[PAGE][-1] if len(rows) > PAGE else ""
    return [_tag(*row[:-1]) for row in rows[:PAGE]], older


def _tag(pk: int, kind: str, name: str, slug: str, stories: int) -> Tag:
    tag = Tag(pk=pk, kind=kind, name=name, slug=slug)
    tag.stories = stories
    return tag


NEAR = """
SELECT 'names' AS part, id FROM tags_tag WHERE synonym_of_id = %(tag)s
UNION ALL SELECT 'above', parent_id FROM tags_parent WHERE child_id = %(tag)s
UNION ALL SELECT 'below', child_id FROM tags_parent WHERE parent_id = %(tag)s
UNION ALL SELECT 'fandoms', fandom_id FROM tags_belonging WHERE tag_id = %(tag)s
UNION ALL SELECT 'characters', character_id FROM tags_member WHERE relationship_id = %(tag)s
UNION ALL SELECT 'relationships', relationship_id FROM tags_member WHERE character_id = %(tag)s
UNION ALL
SELECT kind || 's', tag.id FROM tags_belonging link JOIN tags_tag tag ON tag.id = link.tag_id
WHERE link.fandom_id = %(tag)s AND tag.kind IN ('character', 'relationship')
"""
AROUND = """
{known}, shown AS (
    SELECT known.*, count(*) OVER (PARTITION BY part) AS number,
        row_number() OVER (PARTITION BY part ORDER BY own_stories DESC, id) AS place
    FROM known
)
SELECT part, number, id, kind, name, slug, own_stories AS stories FROM shown
WHERE place <= %(most)s
UNION ALL
SELECT 'media', 0, medium.id, '', medium.name, medium.slug, 0
FROM tags_tag_media link JOIN tags_medium medium ON medium.id = link.medium_id
WHERE link.tag_id = %(tag)s
ORDER BY part, stories DESC, id
"""
ALL = """
{known}
SELECT id, kind, name, slug, own_stories, key FROM known
WHERE part = %(part)s AND key ~>=~ %(begin)s
ORDER BY key USING ~<~ LIMIT %(most)s
"""
