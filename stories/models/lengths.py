"""Length limits as database constraints, so that no way around a form gets past them."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual


def at_most(table: str, **limits: int) -> list[models.BaseConstraint]:
    """One CHECK a field: at_most("story", summary=2_500)."""
    return [
        models.CheckConstraint(
            condition=LessThanOrEqual(Length(field), limit), name=f"{table}_{field}_length"
        )
        for field, limit in limits.items()
    ]


def one_of(name: str, field: str, choices) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)
