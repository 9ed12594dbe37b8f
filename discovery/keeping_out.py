"""Which of a few stories a reader keeps out: for lists that stand in an order of their own."""

from collections.abc import Iterable

from discovery.criteria import Criteria, Exclusions
from discovery.search import Search, conditions, statements


def without(ids: Iterable[int], exclusions: Exclusions, user) -> list[int]:
    """These stories in their order, but for those that she keeps out."""
    ids = list(ids)
    if not (exclusions and ids):
        return ids
    fits = conditions.of(Criteria(), exclusions, user).walking
    rows = statements.rows(OUT.format(fits=fits.text), (ids, *fits.params))
    out = {pk for (pk,) in rows}
    return [pk for pk in ids if pk not in out]


def divided(search: Search) -> tuple[set[int], int]:
    """The stories that fit, and how many more she keeps out: in a list of few each is looked at."""
    left, every = search.conditions.walking, search.without_exclusions().conditions.walking
    statement = DIVIDED.format(left=left.text, every=every.text)
    rows = statements.rows(statement, (*left.params, *every.params))
    fitting = {pk for pk, is_left in rows if is_left}
    return fitting, len(rows) - len(fitting)


DIVIDED = "SELECT story_id, {left} FROM stories_listing WHERE {every}"
OUT = "SELECT story_id FROM stories_listing WHERE story_id = ANY(%s) AND NOT ({fits})"
