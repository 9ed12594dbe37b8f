"""A piece is never changed either: versions are made of them."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION stories_refuse_piece_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a piece is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER stories_piece_fixed BEFORE UPDATE ON stories_piece
    FOR EACH ROW EXECUTE FUNCTION stories_refuse_piece_change();
"""
BACKWARDS = """
DROP TRIGGER stories_piece_fixed ON stories_piece;
DROP FUNCTION stories_refuse_piece_change();
"""


class Migration(migrations.Migration):
    dependencies = [("stories", "0009_pictures")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
