"""One story by lot."""

from random import SystemRandom

from discovery.search import statements, texts
from discovery.search.conditions import Conditions

STEPS = 2_000  # rows that are looked at behind a number drawn by lot
TRIES = 2
chance = SystemRandom()


def draw(conditions: Conditions) -> int | None:
    """Any story of the list. Of a long one: by lot a place in the order of their numbers, and by
    lot one of those that stand there; else one of all."""
    [(first, last)] = statements.rows("SELECT min(story_id), max(story_id) FROM stories_listing")
    if first is None:
        return None
    fits = conditions.walking
    for _try in range(TRIES):
        begin = chance.randint(first, last)
        near = statements.rows(NEAR.format(fits=fits.text), (begin, STEPS, *fits.params))
        if len(near) >= ENOUGH:
            return chance.choice(near)[0]
    if conditions.texts:
        newest = texts.newest(conditions, STEPS)
        return chance.choice(newest) if newest else None
    fits = conditions.gathering
    found = statements.rows(ANY.format(fits=fits.text), fits.params)
    return found[0][0] if found else None


ENOUGH = 20  # stories that fit, of which one is drawn; fewer are no lot

NEAR = """
SELECT story_id FROM (
    SELECT * FROM stories_listing WHERE story_id >= %s ORDER BY story_id LIMIT %s
) stories_listing WHERE {fits}
"""
ANY = """
WITH found AS MATERIALIZED (SELECT story_id FROM stories_listing WHERE {fits})
SELECT story_id FROM found ORDER BY random() LIMIT 1
"""
