"""Which tags somebody may mean who has typed so much of a name.

First the most used tags of the kind in which words begin with what was typed; then all whose names
begin with it; then all with such words; then what is spelled alike. Each is asked only where those
before it found too few, and given up after a second. tags/knowing.py says who is told which.

Postgres makes trigrams of the letters that its locale knows: in the locale "C", which the embedded
one and docker-compose.yml have, of plain Latin ones only. Words in other letters are looked for in
the names that do not begin with a plain Latin letter, at most 150,000 of a kind; within others, and
where they are misspelled, they are found among the 2,000 most used tags only, by Python.
"""

from collections.abc import Sequence

from tags.suggesting.asking import Asked, Suggestion
from tags.suggesting.statements import NEAR, rows
from tags.suggesting.steps import near, steps

MOST = 10  # suggestions

__all__ = ["MOST", "Suggestion", "nearest", "suggest"]


def suggest(kinds: Sequence[str], typed: str, user, *, for_filtering: bool) -> list[Suggestion]:
    """Tags that are not for filtering are suggested only where stories are tagged."""
    asked = Asked.of(kinds, typed, user, for_filtering=for_filtering)
    found: dict[int, Suggestion] = {}
    for step, enough in steps(asked):
        if len(found) < enough:
            for suggestion in step(asked):
                found.setdefault(suggestion.pk, suggestion)
    return list(found.values())[:MOST]


def nearest(wanted: Sequence[tuple[Sequence[str], str]], user) -> list[str]:
    """For each (kinds, name that nobody knows) the known name that is most like it, or "": all in
    one query."""
    statements: list[str] = []
    params: list = []
    alike: list[float] = []
    for place, (kinds, name) in enumerate(wanted):
        asked = Asked.of(kinds, name, user, for_filtering=False)
        told, given = asked.told(*near(asked), most=1)
        statements.append(NEAR.format(told=told))
        params += [place, *given]
        alike.append(asked.alike)
    if not statements:
        return []
    found = dict(rows(" UNION ALL ".join(statements), params, alike=min(alike)))
    return [found.get(place, "") for place in range(len(wanted))]
