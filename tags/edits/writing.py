"""Changes of the vocabulary, written: one editor at a time, and never a circle."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from tags.edits.changes import LINKS, Changes, Link
from tags.models import Ancestor, Tag

LOCK = 0x74616773  # "tags"; edits are rare and short


def hold() -> None:
    """Until the transaction ends, nobody else edits: else two edits could close a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def write(changes: Changes) -> None:
    _write_fields(changes.after.tags)
    for name in LINKS:
        _change(DELETE, name, changes.before.links[name])
        _change(INSERT, name, changes.after.links[name])
    steps = changes.before.links["parents"] | changes.after.links["parents"]
    if moved := {child for child, _parent in steps}:
        Ancestor.rebuild_below(moved)
        _refuse_circles(moved)
    _refuse_chains(changes)


def _write_fields(tags: dict[int, dict[str, Any]]) -> None:
    # Two that exchange their names must let go of them first: no key begins with a space.
    for pk in [pk for pk, fields in tags.items() if "key" in fields]:
        Tag.objects.filter(pk=pk).update(key=f" {pk}")
    alike: dict[tuple, list[int]] = defaultdict(list)
    for pk, fields in tags.items():
        alike[tuple(sorted(fields.items()))].append(pk)
    for values, pks in alike.items():
        Tag.objects.filter(pk__in=pks).update(**dict(values))


def _change(statement: str, name: str, links: set[Link]) -> None:
    if not links:
        return
    model, low, high = LINKS[name]
    names = {"table": model._meta.db_table, "low": low, "high": high}
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(statement).format(**{key: sql.Identifier(one) for key, one in names.items()}),
            [list(ends) for ends in zip(*sorted(links), strict=True)],
        )


def _refuse_circles(children: set[int]) -> None:
    if circle := Ancestor.circle_at(children):
        raise ValidationError(
            _("This would make a circle: “%(name)s” would stand above itself."),
            params={"name": Tag.objects.get(pk=circle).name},
        )


def _refuse_chains(changes: Changes) -> None:
    """Whatever is another name has no other names, and nothing hangs on it."""
    means = {pk: fields.get("synonym_of_id") for pk, fields in changes.after.tags.items()}
    ends = {upper for upper in means.values() if upper}
    for name, links in changes.after.links.items():
        ends |= {low for low, _high in links}
        ends |= {high for _low, high in links} if name != "media" else set()
    others = [pk for pk, upper in means.items() if upper]
    tags = Tag.objects.select_related("synonym_of")
    chained = tags.filter(pk__in=ends, synonym_of__isnull=False).first()
    if chained := chained or tags.filter(synonym_of__in=others).first():
        raise ValidationError(
            _("“%(name)s” has become another name of “%(official)s” since."),
            params={"name": chained.name, "official": chained.official.name},
        )


DELETE = """
DELETE FROM {table} link USING unnest(%s::bigint[], %s::bigint[]) gone (low, high)
WHERE link.{low} = gone.low AND link.{high} = gone.high
"""
INSERT = """
INSERT INTO {table} ({low}, {high}) SELECT * FROM unnest(%s::bigint[], %s::bigint[])
ON CONFLICT DO NOTHING
"""
