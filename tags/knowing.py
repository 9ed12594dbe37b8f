"""To whom the name of a tag may be told. To anybody else it is a name that nothing bears: in lists
and their filters, under its address, among suggestions and exclusions, beside other tags.

A tag may be known by whoever sees a story under it, and an official one by all. Another name of
such a tag must stand on a story that this person sees, or be the tag editors' own. So nobody learns
what stands on drafts and hidden stories alone, nor a guest what stands on members' stories alone.
"""

from collections.abc import Sequence

from django.db.models.expressions import RawSQL

from tags.models import Tag, TagCount
from tags.numbers import STEPS, joins, number

BY_ID = "SELECT unnest(%s::bigint[]) AS id"
BY_SLUG = "SELECT id FROM tags_tag WHERE kind = %s AND slug = %s"
BY_NAME = """
SELECT tag.id FROM unnest(%s::text[], %s::text[]) wanted (kind, key)
JOIN tags_tag tag ON tag.kind = wanted.kind AND tag.key = wanted.key
"""
# Of another name: no story bears it, or it was official before it became one, or an official name
# that editors changed.
IS_EDITORS_OWN = """(
    NOT EXISTS (SELECT FROM stories_tagging link WHERE link.tag_id = tag.id)
    OR EXISTS (
        SELECT FROM tags_tagedit edit WHERE edit.other_id = tag.id AND edit.what = 'rename'
    )
    OR EXISTS (
        SELECT FROM tags_tagedit edit WHERE edit.tag_id = tag.id AND edit.what = 'merge'
            AND jsonb_path_exists(edit.before, '$.tags.*.is_official ? (@ == true)')
    )
)"""
IDS = "SELECT id FROM known"
WHOLE = "SELECT tag.*, known.stories FROM known JOIN tags_tag tag USING (id)"
_KNOWN = """
WITH hits AS MATERIALIZED ({hits}), {steps}, known AS (
    SELECT hits.*, tag.kind, tag.key, tag.name, tag.slug, {own} AS own_stories,
        official.id AS official, official.name AS official_name, official.key AS official_key,
        official.is_filterable, {of_official} AS stories
    FROM hits JOIN tags_tag tag ON tag.id = hits.id
    JOIN tags_tag official ON official.id = coalesce(tag.synonym_of_id, tag.id) {joins}
    WHERE (official.is_official OR {of_official} > 0)
        AND (tag.id = official.id OR {own} > 0 OR {is_editors_own})
)
"""


def known(hits: str, user) -> str:
    """The beginning of a query. `hits` finds ids of tags; `known` are those rows of it that this
    person may know, each with its official name and how many stories she sees under either."""
    seen = TagCount.column_for(user)
    return _KNOWN.format(
        hits=hits,
        steps=STEPS,
        joins=joins("tag") + joins("official"),
        own=number("tag", seen),
        of_official=number("official", seen),
        is_editors_own=IS_EDITORS_OWN,
    )


def ids(hits: str, params: Sequence, user) -> RawSQL:
    """For `pk__in`."""
    return RawSQL(known(hits, user) + IDS, params)  # noqa: S611


def at(kind: str, slug: str, user) -> Tag | None:
    """The tag of an address, with the number of `.stories` that this person sees under it; none
    where she may not know its name."""
    found = Tag.objects.raw(known(BY_SLUG, user) + WHOLE, [kind, slug])
    return next(iter(found), None)
