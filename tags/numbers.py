"""How many stories a person may see under a tag, at this moment: what was counted, and the steps
that nobody has added up yet (tags/models/counts.py)."""

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
    seen = seen_by(user)
    return sql.format(steps=STEPS, joins=joins("tag"), number=number("tag", seen), seen=seen)


def seen_by(user) -> str:
    """The column of TagCount that this person may know."""
    return "stories" if user.is_authenticated else "public"


def joins(tag: str) -> str:
    """For the number of this one, a name of tags_tag in the query."""
    return JOINS.format(tag=tag)


def number(tag: str, seen: str) -> str:
    return NUMBER.format(tag=tag, seen=seen)
