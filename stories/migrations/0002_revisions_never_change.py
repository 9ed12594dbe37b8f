"""A revision is never changed. It goes only with its whole story or chapter."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION stories_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.by_id IS NULL AND OLD.by_id IS NOT NULL THEN
        NEW := OLD;
        NEW.by_id := NULL;  -- its writer's account is gone
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a revision is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER stories_revision_fixed BEFORE UPDATE ON stories_revision
    FOR EACH ROW EXECUTE FUNCTION stories_refuse_change();
"""
BACKWARDS = """
DROP TRIGGER stories_revision_fixed ON stories_revision;
DROP FUNCTION stories_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
