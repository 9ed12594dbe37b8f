"""What stands around a tag: its other names, what is above and below it, what belongs to it."""

from dataclasses import dataclass, field

from discovery.search import statements
from tags import knowing
from tags.models import Tag

MOST = 20  # of each


@dataclass
class Surroundings:
    """Tags that this person may know of, each with `.stories`: the most read first."""

    names: list[Tag] = field(default_factory=list)  # other names of it
    above: list[Tag] = field(default_factory=list)
    below: list[Tag] = field(default_factory=list)
    fandoms: list[Tag] = field(default_factory=list)
    characters: list[Tag] = field(default_factory=list)  # of a relationship, or of a fandom
    relationships: list[Tag] = field(default_factory=list)  # of a character, or of a fandom
    media: list[str] = field(default_factory=list)

    def __bool__(self):
        return any(vars(self).values())


def of(tag: Tag, user) -> Surroundings:
    """In one query, of a tag that this person may know."""
    around = AROUND.format(known=knowing.known(NEAR, user))
    rows = statements.rows(around, {"tag": tag.pk, "most": MOST})
    found = Surroundings()
    for part, pk, kind, name, slug, stories in rows:
        if part == "media":
            found.media.append(name)
            continue
        near = Tag(pk=pk, kind=kind, name=name, slug=slug)
        near.stories = stories
        getattr(found, part).append(near)
    return found


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
    SELECT known.*,
        row_number() OVER (PARTITION BY part ORDER BY own_stories DESC, id) AS place
    FROM known
)
SELECT part, id, kind, name, slug, own_stories AS stories FROM shown WHERE place <= %(most)s
UNION ALL
SELECT 'media', medium.id, '', medium.name, medium.slug, 0
FROM tags_tag_media link JOIN tags_medium medium ON medium.id = link.medium_id
WHERE link.tag_id = %(tag)s
ORDER BY part, stories DESC, id
"""
