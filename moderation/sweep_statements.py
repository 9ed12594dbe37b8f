"""The statements of moderation/sweeps.py: each does its work for thousands of reviews at once."""

# Roots before answers, as everybody locks them who changes a thread: they came first.
LOCK = """
SELECT id FROM reviews_review
WHERE id = ANY(%(reviews)s::bigint[])
    OR id IN (SELECT root_id FROM reviews_review WHERE id = ANY(%(reviews)s::bigint[]))
ORDER BY id FOR UPDATE
"""

# How each stands, whole, and by what it is known whether its words are still the same. What
# another sweep holds is held.
REMEMBER = """
INSERT INTO moderation_swept (sweep_id, review_id, before)
SELECT %(sweep)s, review.id, jsonb_build_object(
    'approved_at', approved_at, 'held_for', held_for, 'hidden_at', hidden_at,
    'hidden_reason', hidden_reason, 'kept_back_at', kept_back_at,
    'called_spam_at', called_spam_at, 'fingerprint', fingerprint, 'links', to_jsonb(links)
)
FROM reviews_review review
WHERE review.id = ANY(%(reviews)s::bigint[]) AND hidden_at IS NULL AND deleted_at IS NULL
    AND (%(verb)s = 'remove' OR held_for <> 'moderators' OR NOT EXISTS (
        SELECT FROM moderation_swept other JOIN moderation_sweep sweep ON sweep.id = other.sweep_id
        WHERE other.review_id = review.id AND sweep.verb = 'hold' AND sweep.undone_at IS NULL
    ))
"""

HOLD = """
UPDATE reviews_review SET approved_at = NULL, held_for = 'moderators', kept_back_at = NULL
FROM moderation_swept swept
WHERE swept.review_id = reviews_review.id AND swept.sweep_id = %(sweep)s
    AND swept.review_id = ANY(%(reviews)s::bigint[])
"""

REMOVE = """
UPDATE reviews_review SET hidden_at = sweep.created_at, hidden_reason = sweep.reason
FROM moderation_swept swept JOIN moderation_sweep sweep ON sweep.id = swept.sweep_id
WHERE swept.review_id = reviews_review.id AND sweep.id = %(sweep)s
    AND swept.review_id = ANY(%(reviews)s::bigint[])
"""

# Held still, and in the same words.
LET_GO = """
UPDATE reviews_review review SET
    approved_at = (before ->> 'approved_at')::timestamptz,
    held_for = before ->> 'held_for',
    kept_back_at = (before ->> 'kept_back_at')::timestamptz
FROM moderation_swept swept
WHERE swept.review_id = review.id AND swept.sweep_id = %(sweep)s
    AND review.id = ANY(%(reviews)s::bigint[])
    AND review.deleted_at IS NULL AND review.held_for = 'moderators'
    AND review.called_spam_at IS NOT DISTINCT FROM (before ->> 'called_spam_at')::timestamptz
    AND (before ->> 'fingerprint' IS NULL OR (
        review.fingerprint = (before ->> 'fingerprint')::bigint
        AND to_jsonb(review.links) = before -> 'links'
    ))
RETURNING review.id, review.approved_at IS NOT NULL AND review.hidden_at IS NULL
"""

# Hidden still, and by this sweep.
UNHIDE = """
UPDATE reviews_review review SET hidden_at = NULL, hidden_reason = ''
FROM moderation_swept swept JOIN moderation_sweep sweep ON sweep.id = swept.sweep_id
WHERE swept.review_id = review.id AND sweep.id = %(sweep)s
    AND review.id = ANY(%(reviews)s::bigint[])
    AND review.deleted_at IS NULL AND review.hidden_at = sweep.created_at
RETURNING review.id, review.approved_at IS NOT NULL
"""

LOCK_TALLIES = """
SELECT story_id FROM stories_tally
WHERE story_id IN (SELECT story_id FROM reviews_review WHERE id = ANY(%(reviews)s::bigint[]))
ORDER BY story_id FOR UPDATE
"""

COUNT_REVIEWS = """
UPDATE stories_tally SET reviews = greatest(stories_tally.reviews + %(step)s * counted.number, 0)
FROM (
    SELECT story_id, count(*) AS number FROM reviews_review
    WHERE id = ANY(%(reviews)s::bigint[]) GROUP BY story_id
) counted
WHERE stories_tally.story_id = counted.story_id
"""

COUNT_ANSWERS = """
UPDATE reviews_review root SET answer_count = greatest(answer_count + %(step)s * counted.number, 0)
FROM (
    SELECT root_id, count(*) AS number FROM reviews_review
    WHERE id = ANY(%(reviews)s::bigint[]) AND root_id IS NOT NULL GROUP BY root_id
) counted
WHERE root.id = counted.root_id
"""
