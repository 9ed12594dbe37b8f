"""Statements that the ORM makes once and that are asked again and again.

Where it says who may see what, to make a statement takes longer than to ask it. So it is made with
numbers that stand for those of a question, once for each shape that it has. It must not depend on
the moment in which it was made.
"""

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler


class Statement:
    """Of a queryset, `visible_to` and all. Give and take the numbers as {what stands: what is}."""

    def __init__(self, rows: QuerySet):
        self.rows = rows
        self.compiler = rows.query.get_compiler(rows.db)
        self.sql, self.parameters = self.compiler.as_sql()

    def filled(self, numbers: dict) -> tuple[str, list]:
        """SQL and parameters."""
        return self.sql, [numbers.get(p, p) if isinstance(p, int) else p for p in self.parameters]

    def ask(self, numbers: dict) -> list:
        """What the queryset would find, with all that it loads besides."""
        rows = self.rows.all()
        rows.query = rows.query.chain(klass=Asked)
        rows.query.asked = self.compiler, self.filled(numbers)  # type: ignore[attr-defined]
        return list(rows)


class Asked(Query):
    asked: tuple[SQLCompiler, tuple[str, list]]

    def get_compiler(self, using=None, connection=None, elide_empty=True):
        made, statement = self.asked
        return Made(made, connections[using], statement)


class Made(SQLCompiler):
    """It knows already which column is what."""

    statement: tuple[str, list]

    def __init__(self, made: SQLCompiler, connection, statement: tuple[str, list]):
        vars(self).update(vars(made), connection=connection, statement=statement)

    def as_sql(self, with_limits=True, with_col_aliases=False):
        return self.statement
