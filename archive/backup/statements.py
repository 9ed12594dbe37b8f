"""What is said to the database around a restore, in its own language."""

import json

from archive.backup.snapshot import TABLES

LOCK_KEY = 7_362_019_551  # of restores only

# Whatever a migrated database holds that no extension brought. Named before the first is dropped,
# because some take others with them.
CLEAR = f"""
SET LOCAL client_min_messages = warning;
DO $clear$
DECLARE command text;
BEGIN
    FOREACH command IN ARRAY ARRAY(
        SELECT format('DROP %s IF EXISTS %s CASCADE', kind, name) FROM (
            SELECT 1 AS step, 'TABLE' AS kind, name FROM ({TABLES}) AS tables
            UNION ALL
            SELECT 2, 'ROUTINE', oid::regprocedure::text FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
                AND NOT EXISTS (
                    SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = oid AND d.deptype = 'e')
            UNION ALL
            SELECT 3, 'TYPE', oid::regtype::text FROM pg_type
            WHERE typnamespace = 'public'::regnamespace
                AND (typtype IN ('e', 'd')
                    OR EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND c.relkind = 'c'))
                AND NOT EXISTS (
                    SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_type'::regclass AND d.objid = oid AND d.deptype = 'e')
        ) AS things ORDER BY step)
    LOOP
        EXECUTE command;
    END LOOP;
END $clear$;
"""  # noqa: S608 (made of constants)

COMPARE = """
DO $compare$
DECLARE expected record; found bigint;
BEGIN
    FOR expected IN
        SELECT key AS name, value::bigint AS rows
        FROM json_each_text(current_setting('ficwright.rows')::json)
    LOOP
        EXECUTE format('SELECT count(*) FROM %s', expected.name::regclass) INTO found;
        IF found <> expected.rows THEN
            RAISE EXCEPTION '% has % rows and not %', expected.name, found, expected.rows;
        END IF;
    END LOOP;
END $compare$;
"""


def lock(tables: list[str]) -> str:
    """Nobody writes into them from here on; who does at this moment is waited for, not for long."""
    patience = "SET LOCAL lock_timeout = '10s';\n"
    names = ", ".join(tables)
    return patience + (f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE;" if tables else "")


def compare_rows(rows: dict[str, int]) -> str:
    """An error unless each table has that many rows."""
    literal = json.dumps(rows).replace("'", "''")
    return f"SELECT set_config('ficwright.rows', '{literal}', true);\n{COMPARE}"
