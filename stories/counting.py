"""How many stories stand under each tag, compared with the listings themselves."""

import logging

from django.db import connection, transaction

from tags.models import TagCount

log = logging.getLogger(__name__)


@transaction.atomic
def recount() -> int:
    """Mend the counts; how many were wrong. The difference becomes steps, like any other change, so
    that nobody who writes a listing meanwhile has to wait, nor is counted twice."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(MEND)
        wrong = cursor.rowcount
    TagCount.add_up()
    TagCount.objects.filter(stories=0, public=0).delete()
    if wrong:
        log.warning("%s counts of tags were wrong, and are mended", wrong)
    return wrong


# One statement sees one moment: the listings, the counts, and the steps that are not added up yet.
MEND = """
INSERT INTO tags_tagstep (tag_id, stories, public)
SELECT tag_id, sum(stories), sum(public) FROM (
    SELECT tag_id, count(*) AS stories, count(*) FILTER (WHERE visibility = 'public') AS public
    FROM stories_listing, unnest(tag_ids) tag_id GROUP BY tag_id
    UNION ALL
    SELECT tag_id, -stories, -public FROM tags_tagcount
    UNION ALL
    SELECT tag_id, -stories, -public FROM tags_tagstep
) compared
GROUP BY tag_id
HAVING sum(stories) <> 0 OR sum(public) <> 0
"""
