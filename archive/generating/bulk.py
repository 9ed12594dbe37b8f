"""Many rows at once: COPY into tables without their indexes, foreign keys and triggers, which come
back afterwards, and are checked then. All in the caller's transaction: whatever breaks it off
leaves every table as it was."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models
from psycopg import sql

MEMORY = "1GB"  # for building an index
SPECIAL = (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"))  # in this order


def written(value: Any) -> str:
    """As COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "{" + ",".join(map(written, value)) + "}" if value else "{}"
    text = str(value)
    for sign, instead in SPECIAL:  # far quicker than translate()
        text = text.replace(sign, instead)
    return text


class Rows:
    """Rows of a model that wait to be written. `varying` names the columns that each row gives, in
    that order; all others stand as `always` says or as a new object has them, and an id that is
    not given is the database's."""

    def __init__(self, model: type[models.Model], *varying: str, **always: Any):
        self.model = model
        fields = {field.attname: field for field in model._meta.concrete_fields}
        fixed = {
            name: always.get(name, field.get_default())
            for name, field in fields.items()
            if name not in varying and not isinstance(field, models.AutoField)
        }
        columns = [sql.Identifier(str(fields[name].column)) for name in (*varying, *fixed)]
        names = sql.SQL(", ").join(columns)
        table = sql.Identifier(model._meta.db_table)
        self.copy = sql.SQL("COPY {} ({}) FROM STDIN").format(table, names)
        ends = [written(_plain(fields[name], fixed[name])).replace("%", "%%") for name in fixed]
        self.line = "\t".join(["%s"] * len(varying) + ends) + "\n"
        self.lines: list[str] = []
        self.gives_ids = isinstance(model._meta.pk, models.AutoField) and "id" in varying
        self.last = self._last() if self.gives_ids else 0

    def _last(self) -> int:
        """The highest id that was ever given out: those of deleted rows do not come again."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT nextval({self._sequence()})")
            return cursor.fetchone()[0] - 1

    def _sequence(self) -> str:
        return f"pg_get_serial_sequence('{self.model._meta.db_table}', 'id')"

    def next(self) -> int:
        self.last += 1
        return self.last

    def add(self, *values: Any) -> None:
        """Values are ids, numbers, or text that `written` made."""
        self.lines.append(self.line % values)

    def write(self) -> None:
        if not self.lines:
            return
        with connection.cursor() as cursor, cursor.copy(self.copy) as copy:
            copy.write("".join(self.lines))
        self.lines.clear()

    def set_sequence(self) -> None:
        """So that the next one that anybody makes follows ours."""
        if self.gives_ids:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT setval({self._sequence()}, greatest(%s, 1))", [self.last])


def _plain(field: models.Field, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return str(value)  # of our own defaults: [] and {}
    return value


@contextmanager
def bare(tables: Iterable[str], *, of_foreign_keys: bool = True) -> Iterator[None]:
    """These tables keep nothing but their primary keys and checks while the block runs, and nobody
    else reads them; nor, unless their foreign keys stay, the tables to which those lead."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
        found = {"tables": list(tables), "kinds": ["u", "f"] if of_foreign_keys else ["u"]}
        removed = cursor.execute(CONSTRAINTS, found).fetchall()
        removed += cursor.execute(INDEXES, found).fetchall()
        for table in found["tables"]:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for drop, _make in reversed(removed):
            cursor.execute(drop)
    yield
    with connection.cursor() as cursor:
        for _drop, make in reversed(removed):
            cursor.execute(make)
        for table in found["tables"]:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ANALYZE {table}")


CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
        conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint
WHERE contype = ANY (%(kinds)s::"char"[]) AND conrelid = ANY (%(tables)s::regclass[])
ORDER BY contype, conname
"""
# What belongs to a constraint comes and goes with it.
INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = ANY (%(tables)s::regclass[])
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
ORDER BY indexrelid::regclass::text
"""
