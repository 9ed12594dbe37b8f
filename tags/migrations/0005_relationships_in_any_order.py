"""“A/B” and “B/A” are one relationship from now on, and what a tag stands under is of its kind."""

from collections import defaultdict

from django.db import migrations

from tags import relationships

AT_ONCE = 5_000  # rows
KEY_LENGTH = 300  # characters


def forwards(apps, schema_editor):
    database = schema_editor.connection
    _put_in_any_order(apps.get_model("tags", "Tag"), database)
    _part_kinds(database)


def _put_in_any_order(Tag, database):
    rows = Tag.objects.filter(kind="relationship").order_by("-is_official", "pk")
    columns = ("pk", "name", "key", "synonym_of", "is_official")
    groups = defaultdict(list)
    for pk, name, key, official, _is_official in rows.values_list(*columns).iterator(AT_ONCE):
        groups[relationships.key(name)[:KEY_LENGTH]].append((pk, key, official))
    keys, merged = {}, {}
    for key, alike in groups.items():
        first, first_key, official = alike[0]
        if first_key != key:
            keys[first] = key
        for pk, its_key, _its_official in alike[1:]:
            if its_key == key:
                keys[pk] = first_key  # each its own order
            if pk != official:
                merged[pk] = official or first
    with database.cursor() as cursor:
        _write_keys(cursor, keys)
        _merge(cursor, merged)
    _tell(bool(groups), sorted({*merged, *merged.values()}))


def _write_keys(cursor, keys):
    cursor.execute(FREE, [list(keys)])  # two of them may exchange theirs
    cursor.execute(WRITE, [list(keys), list(keys.values())])


def _merge(cursor, merged):
    """Into the official one, or the oldest. What pointed at one that is merged points further."""
    final = {pk: _end(merged, into) for pk, into in merged.items()}
    ends = [list(final), list(final.values())]
    cursor.execute(SYNONYMS, ends)
    for statement in HAND_ON:
        cursor.execute(statement, ends)


def _end(merged, pk):
    seen = set()
    while pk in merged and pk not in seen:
        seen.add(pk)
        pk = merged[pk]
    return pk


def _part_kinds(database):
    with database.cursor() as cursor:
        for statement in PART_KINDS:
            cursor.execute(statement)


def _tell(are_there_any, merged):
    """The worker introduces the characters, which may be 100,000, and writes the listings anew."""
    from core import events

    if are_there_any:
        events.record("relationships.unintroduced")
    if merged:
        events.record("tags.changed", tags=merged)


FREE = "UPDATE tags_tag SET key = ' ' || id WHERE id = ANY (%s::bigint[])"
WRITE = """
UPDATE tags_tag SET key = new.key FROM unnest(%s::bigint[], %s::text[]) new (id, key)
WHERE tags_tag.id = new.id
"""
SYNONYMS = """
WITH merged AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) m (id, into_id))
UPDATE tags_tag tag SET synonym_of_id = merged.into_id, is_official = false
FROM merged WHERE merged.id IN (tag.id, tag.synonym_of_id) AND tag.id <> merged.into_id
"""
HAND_ON = [
    """
    WITH merged AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) m (id, into_id)),
    gone AS (
        DELETE FROM tags_parent step USING merged WHERE merged.id IN (step.child_id, step.parent_id)
        RETURNING step.id, step.child_id, step.parent_id
    ), further AS (
        SELECT DISTINCT coalesce(low.into_id, gone.child_id) AS child_id,
            coalesce(high.into_id, gone.parent_id) AS parent_id
        FROM gone LEFT JOIN merged low ON low.id = gone.child_id
        LEFT JOIN merged high ON high.id = gone.parent_id
    )
    INSERT INTO tags_parent (child_id, parent_id)
    SELECT child_id, parent_id FROM further
    WHERE child_id <> parent_id AND NOT EXISTS (
        SELECT FROM tags_ancestor up
        WHERE up.tag_id = further.parent_id AND up.ancestor_id = further.child_id
    )
    ON CONFLICT DO NOTHING
    """,
]
# A step to a fandom says where a tag belongs, one from a relationship to a character who is in it.
# Nothing else ever stood under another kind: the pages offered nothing of it.
PART_KINDS = [
    """
    INSERT INTO tags_belonging (tag_id, fandom_id)
    SELECT child.id, coalesce(parent.synonym_of_id, parent.id) FROM tags_parent step
    JOIN tags_tag child ON child.id = step.child_id
    JOIN tags_tag parent ON parent.id = step.parent_id
    WHERE parent.kind = 'fandom' AND child.kind IN ('relationship', 'character', 'au', 'freeform')
    ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO tags_member (relationship_id, character_id)
    SELECT child.id, coalesce(parent.synonym_of_id, parent.id) FROM tags_parent step
    JOIN tags_tag child ON child.id = step.child_id
    JOIN tags_tag parent ON parent.id = step.parent_id
    WHERE parent.kind = 'character' AND child.kind = 'relationship'
    ON CONFLICT DO NOTHING
    """,
    """
    DELETE FROM tags_parent step USING tags_tag child, tags_tag parent
    WHERE child.id = step.child_id AND parent.id = step.parent_id AND child.kind <> parent.kind
    """,
    """
    WITH RECURSIVE way (tag_id, ancestor_id) AS (
        SELECT child_id, parent_id FROM tags_parent
        UNION
        SELECT way.tag_id, step.parent_id
        FROM way JOIN tags_parent step ON step.child_id = way.ancestor_id
    ), gone AS (
        DELETE FROM tags_ancestor old WHERE NOT EXISTS (
            SELECT FROM way WHERE way.tag_id = old.tag_id AND way.ancestor_id = old.ancestor_id
        )
    )
    INSERT INTO tags_ancestor (tag_id, ancestor_id) SELECT tag_id, ancestor_id FROM way
    ON CONFLICT DO NOTHING
    """,
]


class Migration(migrations.Migration):
    dependencies = [
        ("tags", "0004_edits"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False)]
