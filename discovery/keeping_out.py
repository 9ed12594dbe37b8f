"""Which of some stories a reader keeps out: for lists that stand in an order of their own."""

from collections.abc import Iterable

from discovery.criteria import Criteria, Exclusions
from discovery.search import conditions, statements


def without(ids: Iterable[int], exclusions: Exclusions, user) -> list[int]:
    """These stories in their order, but for those that she keeps out."""
    ids = list(ids)
    if not (exclusions and ids):
        return ids
    fits = conditions.of(Criteria(), exclusions, user).walking
    rows = statements.rows(OUT.format(fits=fits.text), (ids, *fits.params))
    out = {pk for (pk,) in rows}
    return [pk for pk in ids if pk not in out]


OUT = "SELECT story_id FROM stories_listing WHERE story_id = ANY(%s) AND NOT ({fits})"
