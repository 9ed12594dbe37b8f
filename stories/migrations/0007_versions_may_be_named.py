"""The name of a version may be given later; nothing else of it ever changes."""

from django.db import migrations

FORWARDS = """
CREATE OR REPLACE FUNCTION stories_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    renamed stories_revision := OLD;
BEGIN
    IF NEW.by_id IS NULL AND OLD.by_id IS NOT NULL THEN
        NEW := OLD;
        NEW.by_id := NULL;  -- its writer's account is gone
        RETURN NEW;
    END IF;
    renamed.name := NEW.name;
    IF renamed IS NOT DISTINCT FROM NEW THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a revision is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
"""
BACKWARDS = """
CREATE OR REPLACE FUNCTION stories_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.by_id IS NULL AND OLD.by_id IS NOT NULL THEN
        NEW := OLD;
        NEW.by_id := NULL;  -- its writer's account is gone
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a revision is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("stories", "0006_the_writing_desk")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
