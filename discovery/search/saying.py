"""What a story says, as conditions of its row in Listing: on its card (False), in its text (True).

Each has one gap, for the text of a tsquery.
"""

WORDS = "SELECT {selected} FROM discovery_storywords says WHERE says.vector @@ %s::tsquery"
# A chapter that readers no longer see may still have its pieces for a moment.
PIECES = """
SELECT {selected} FROM discovery_textpiece piece
JOIN stories_chapter chapter ON chapter.id = piece.chapter_id
WHERE piece.vector @@ %s::tsquery
    AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
"""
OF_THIS_STORY = "{}.story_id = stories_listing.story_id"
_of_words = WORDS.format(selected="") + " AND " + OF_THIS_STORY.format("says")
_of_pieces = PIECES.format(selected="") + " AND " + OF_THIS_STORY.format("piece")

SOMEWHERE = {
    False: f"stories_listing.story_id IN ({WORDS.format(selected='says.story_id')})",
    True: f"stories_listing.story_id IN ({PIECES.format(selected='piece.story_id')})",
}
# Of the stories that another statement finds, which the index of texts is laid over. Its gaps: the
# words, however they stand, and the phrase. For words alone no text is read to check the index; for
# a phrase each is compared with all those stories again: 77 ms of 22,000, instead of 34 of 18,000.
AMONG = """stories_listing.story_id IN (
    SELECT piece.story_id FROM (
        SELECT story_id, chapter_id, vector FROM discovery_textpiece
        WHERE vector @@ %s::tsquery AND story_id = ANY(ARRAY({among})) OFFSET 0
    ) piece
    JOIN stories_chapter chapter ON chapter.id = piece.chapter_id
    WHERE piece.vector @@ %s::tsquery
        AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
)"""
# The words, however they stand.
NAMED = """stories_listing.story_id IN (
    SELECT story_id FROM discovery_textpiece WHERE vector @@ %s::tsquery
)"""
# With OFFSET the planner cannot turn it into a join, which would gather all rows of a word first.
HERE = {False: f"EXISTS ({_of_words} OFFSET 0)", True: f"EXISTS ({_of_pieces} OFFSET 0)"}
NOT = {False: f"NOT EXISTS ({_of_words})", True: f"NOT EXISTS ({_of_pieces})"}
