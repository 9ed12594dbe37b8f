"""What a story says, as conditions of its row in Listing: on its card, or in its text."""

from collections.abc import Sequence

from discovery.search.sql import Sql, every
from discovery.words import Query


def here(in_text: bool, tsquery: str) -> Sql:
    """Looked up for one row after the other."""
    return Sql(HERE[in_text], (tsquery,))


def somewhere(in_text: bool, query: Query) -> Sql:
    """By its index, all at once."""
    if not in_text:
        return Sql(SOMEWHERE_ON_CARD, (query.tsquery,))
    fits = _in_pieces(query)
    return Sql(SOMEWHERE_IN_TEXT.format(fits=fits.text), fits.params)


def somewhere_since(query: Query, story: int) -> Sql:
    """On cards, of this story and those that came later: the words of others are not read."""
    return Sql(SINCE_ON_CARD, (query.tsquery, story))


def found(query: Query) -> Sql:
    """The same of what stands in few texts."""
    fits = _in_pieces(query)
    return Sql(FOUND.format(fits=fits.text), fits.params)


def never(in_text: bool, tsquery: str) -> Sql:
    return Sql(NEVER[in_text], (tsquery,))


def never_here(in_text: bool, tsquery: str) -> Sql:
    return Sql(f"NOT {HERE[in_text]}", (tsquery,))


def named(query: Query) -> Sql:
    """In whose texts, which are not many, the index names it: some of them may not have it."""
    fits = every(each_by_index(query))
    return Sql(NAMED.format(fits=fits.text), fits.params)


def named_among(query: Query, among: Sql) -> Sql:
    """Of the stories that another statement finds, which the index of texts is laid over. For words
    alone no text is read to check the index; for a phrase each would be compared with all those
    stories again: 77 ms of 22,000, instead of 34 of 18,000."""
    fits = every(each_by_index(query))
    text = AMONG.format(fits=fits.text, among=among.text)
    return Sql(text, (*fits.params, *among.params, query.tsquery))


def each_by_index(query: Query) -> list[Sql]:
    """Of pieces: its neighbours, or where it has none the words, however they stand."""
    return _sides(query) or [Sql("vector @@ %s::tsquery", (query.words,))]


def sides_of_none(query: Query) -> list[Sql]:
    """As many numbers for each side, which no pair of words has."""
    return [_side(range(-len(side), 0)) for side in query.sides]


def _in_pieces(query: Query) -> Sql:
    return every([*_sides(query), Sql("vector @@ %s::tsquery", (query.tsquery,))])


def _sides(query: Query) -> list[Sql]:
    return [_side(side) for side in query.sides]


def _side(numbers: Sequence[int]) -> Sql:
    return Sql("neighbours && %s::integer[]", (list(numbers),))


CARDS = "FROM discovery_storywords says WHERE vector @@ %s::tsquery"
# A chapter that readers no longer see may still have its pieces for a moment.
PIECES = """
FROM discovery_textpiece piece JOIN stories_chapter chapter ON chapter.id = piece.chapter_id
WHERE chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
"""
OF_THIS_STORY = "{}.story_id = stories_listing.story_id"
SAID = {
    False: f"EXISTS (SELECT {CARDS} AND {OF_THIS_STORY.format('says')}",
    True: f"EXISTS (SELECT {PIECES} AND vector @@ %s::tsquery AND {OF_THIS_STORY.format('piece')}",
}
# With OFFSET the planner cannot turn it into a join, which would gather all rows of a word first.
HERE = {in_text: f"{said} OFFSET 0)" for in_text, said in SAID.items()}
NEVER = {in_text: f"NOT {said})" for in_text, said in SAID.items()}
SOMEWHERE_ON_CARD = f"stories_listing.story_id IN (SELECT says.story_id {CARDS})"
SINCE_ON_CARD = f"{SOMEWHERE_ON_CARD[:-1]} AND says.story_id >= %s)"
SOMEWHERE_IN_TEXT = f"stories_listing.story_id IN (SELECT piece.story_id {PIECES} AND {{fits}})"
# As an array: of what its statistics do not know, the planner expects so many that it goes through
# all listings for them.
FOUND = f"stories_listing.story_id = ANY(ARRAY(SELECT piece.story_id {PIECES} AND {{fits}}))"
NAMED = """
stories_listing.story_id = ANY(ARRAY(SELECT story_id FROM discovery_textpiece WHERE {fits}))
"""
AMONG = """stories_listing.story_id IN (
    SELECT piece.story_id FROM (
        SELECT story_id, chapter_id, vector FROM discovery_textpiece
        WHERE {fits} AND story_id = ANY(ARRAY({among})) OFFSET 0
    ) piece
    JOIN stories_chapter chapter ON chapter.id = piece.chapter_id
    WHERE piece.vector @@ %s::tsquery
        AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
)"""
