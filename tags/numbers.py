"""How many stories a person may see under a tag, at this moment: what was counted, and the steps
that nobody has added up yet (tags/models/counts.py)."""

from tags.models import TagCount

# The steps are few: the worker adds them up every minute.
STEPS = """
steps AS MATERIALIZED (
    SELECT tag_id, sum(stories) AS stories, sum(public) AS public FROM tags_tagstep GROUP BY tag_id
)
"""
JOINS = """
LEFT JOIN tags_tagcount {tag}_count ON {tag}_count.tag_id = {tag}.id
LEFT JOIN steps {tag}_steps ON {tag}_steps.tag_id = {tag}.id
"""
NUMBER = "(coalesce({tag}_count.{seen}, 0) + coalesce({tag}_steps.{seen}, 0))"


def with_numbers(sql: str, user) -> str:
    """A query over `tags_tag tag`, with its gaps filled: {steps} is a common table expression,
    {joins} follows the table, {number} is the tag's, {seen} the column of what this person sees."""
    seen = TagCount.column_for(user)
    return sql.format(steps=STEPS, joins=joins("tag"), number=number("tag", seen), seen=seen)


def joins(tag: str) -> str:
    """For the number of this one, a name of tags_tag in the query."""
    return JOINS.format(tag=tag)


def number(tag: str, seen: str) -> str:
    return NUMBER.format(tag=tag, seen=seen)
