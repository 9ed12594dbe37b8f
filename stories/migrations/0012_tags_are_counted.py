"""Each change of a listing's tags becomes steps of their counts (tags/models/counts.py). What is
listed already is counted, and written anew by the worker."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION stories_count_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tags_tagstep (tag_id, stories, public)
        SELECT tag, count(*), count(*) FILTER (WHERE visibility = 'public')
        FROM after, unnest(tag_ids) tag GROUP BY tag;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tags_tagstep (tag_id, stories, public)
        SELECT tag, -count(*), -count(*) FILTER (WHERE visibility = 'public')
        FROM before, unnest(tag_ids) tag GROUP BY tag;
    ELSE
        INSERT INTO tags_tagstep (tag_id, stories, public)
        SELECT tag, sum(one), coalesce(sum(one) FILTER (WHERE visibility = 'public'), 0)
        FROM (
            SELECT unnest(b.tag_ids) AS tag, -1 AS one, b.visibility
            FROM before b JOIN after a USING (story_id)
            WHERE (a.tag_ids, a.visibility) IS DISTINCT FROM (b.tag_ids, b.visibility)
            UNION ALL
            SELECT unnest(a.tag_ids), 1, a.visibility
            FROM before b JOIN after a USING (story_id)
            WHERE (a.tag_ids, a.visibility) IS DISTINCT FROM (b.tag_ids, b.visibility)
        ) steps
        GROUP BY tag
        HAVING sum(one) <> 0
            OR coalesce(sum(one) FILTER (WHERE visibility = 'public'), 0) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stories_listing_added AFTER INSERT ON stories_listing
    REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION stories_count_tags();
CREATE TRIGGER stories_listing_changed AFTER UPDATE ON stories_listing
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION stories_count_tags();
CREATE TRIGGER stories_listing_removed AFTER DELETE ON stories_listing
    REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION stories_count_tags();
INSERT INTO tags_tagstep (tag_id, stories, public)
SELECT tag, count(*), count(*) FILTER (WHERE visibility = 'public')
FROM stories_listing, unnest(tag_ids) tag GROUP BY tag;
"""
BACKWARDS = """
DROP TRIGGER stories_listing_added ON stories_listing;
DROP TRIGGER stories_listing_changed ON stories_listing;
DROP TRIGGER stories_listing_removed ON stories_listing;
DROP FUNCTION stories_count_tags();
"""


def write_anew(apps, schema_editor):
    from core import events

    if apps.get_model("stories", "Listing").objects.exists():
        events.record("listings.outdated")


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0011_lists_of_all_kinds"),
        ("tags", "0003_vocabulary_of_lists"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.RunPython(write_anew, migrations.RunPython.noop),
    ]
