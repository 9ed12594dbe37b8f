"""Which pen names somebody may mean who has typed so much of one: of those that stories bear which
this person may see, so nobody learns who else has an account, or wrote without a name."""

from core import names
from discovery.search import TooLong, statements
from tags.suggesting import MOST, Suggestion
from tags.typed import clean, escaped

LONGEST = 100  # characters of what was typed
KIND = "by"


def suggest(typed: str, user) -> list[Suggestion]:
    typed = names.key(clean(typed[:LONGEST]))
    if not typed:
        return []
    public = "" if user.is_authenticated else "AND visibility = 'public'"
    given: dict[str, str | int | bool] = {
        "begin": typed,
        "last": f"{typed}\U0010ffff",
        "word": f"% {escaped(typed)}%",
        "is_word": len(typed) > 1,
        "most": MOST,
    }
    try:
        rows = statements.rows(SUGGEST.format(public=public), given)
    except TooLong:
        return []  # nobody waits so long for a suggestion
    return [Suggestion(pk, KIND, name, number) for pk, name, number in rows]


# Beginnings by the indexes that unique columns have for LIKE; words within a name by looking
# through all names, where too few begin so.
SUGGEST = """
WITH begun AS MATERIALIZED (
    (SELECT id, name FROM accounts_penname
        WHERE key ~>=~ %(begin)s AND key ~<~ %(last)s LIMIT 60)
    UNION
    (SELECT id, name FROM accounts_penname
        WHERE slug_key ~>=~ %(begin)s AND slug_key ~<~ %(last)s LIMIT 60)
), hits AS MATERIALIZED (
    SELECT id, name, 0 AS place FROM begun
    UNION ALL
    (SELECT id, name, 1 FROM accounts_penname
        WHERE %(is_word)s AND (SELECT count(*) FROM begun) < %(most)s
            AND key LIKE %(word)s AND id NOT IN (SELECT id FROM begun) LIMIT 40)
)
SELECT hits.id, hits.name, counted.number FROM hits, LATERAL (
    SELECT count(*) AS number FROM stories_listing
    WHERE pen_name_ids @> ARRAY[hits.id] {public}
) counted
WHERE counted.number > 0
ORDER BY hits.place, counted.number DESC, hits.name
LIMIT %(most)s
"""
