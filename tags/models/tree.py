"""Above and below: one step up, and all of them."""

from collections.abc import Iterable

from django.db import connection, models


class Parent(models.Model):
    """One step up: `child` is a kind of `parent`. Both are of one kind, and official."""

    child = models.ForeignKey("tags.Tag", models.PROTECT, related_name="+")
    parent = models.ForeignKey("tags.Tag", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="tags_parent_once"),
            models.CheckConstraint(
                condition=~models.Q(child=models.F("parent")), name="tags_not_its_own_parent"
            ),
        ]

    def __str__(self):
        return f"{self.child_id} in {self.parent_id}"


class Ancestor(models.Model):
    """The closure of Parent: every step up, however far. Written by `rebuild…` only."""

    tag = models.ForeignKey("tags.Tag", models.CASCADE, related_name="ancestor_links")
    ancestor = models.ForeignKey("tags.Tag", models.CASCADE, related_name="descendant_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "ancestor"], name="tags_ancestor_once")
        ]

    def __str__(self):
        return f"{self.tag_id} under {self.ancestor_id}"

    @classmethod
    def rebuild(cls) -> None:
        """All of it: dear where there are many tags."""
        with connection.cursor() as cursor:
            cursor.execute(REBUILD_ALL)

    @classmethod
    def rebuild_below(cls, children: Iterable[int]) -> None:
        """Where a step up from one of these tags was made or undone: for them, and for whatever
        stands below them."""
        with connection.cursor() as cursor:
            cursor.execute(REBUILD_BELOW, {"children": sorted(children)})

    @classmethod
    def circle_at(cls, tags: Iterable[int]) -> int | None:
        """One of these that stands above itself."""
        above = cls.objects.filter(tag__in=tags, ancestor=models.F("tag"))
        return above.values_list("tag", flat=True).first()


REBUILD = """
{of}way (tag_id, ancestor_id) AS (
    SELECT child_id, parent_id FROM tags_parent {only}
    UNION
    SELECT way.tag_id, step.parent_id
    FROM way JOIN tags_parent step ON step.child_id = way.ancestor_id
), gone AS (
    DELETE FROM tags_ancestor old
    WHERE {which}NOT EXISTS (
        SELECT FROM way WHERE way.tag_id = old.tag_id AND way.ancestor_id = old.ancestor_id
    )
)
INSERT INTO tags_ancestor (tag_id, ancestor_id) SELECT tag_id, ancestor_id FROM way
ON CONFLICT DO NOTHING
"""
REBUILD_ALL = REBUILD.format(of="WITH RECURSIVE ", only="", which="")
REBUILD_BELOW = REBUILD.format(
    of="""WITH RECURSIVE below (id) AS (
    SELECT unnest(%(children)s::bigint[])
    UNION
    SELECT step.child_id FROM below JOIN tags_parent step ON step.parent_id = below.id
), """,
    only="WHERE child_id IN (SELECT id FROM below)",
    which="old.tag_id IN (SELECT id FROM below) AND ",
)
