"""Relationships that stood before they knew their characters."""

from django.db import models, transaction

from core import events
from tags.models import Member, Tag

CHUNK = 500  # relationships a transaction


def introduce_all() -> None:
    """Each with those that its name says; its stories are then found under them. Those that know
    theirs, or whose name says nobody, stay as they are: done twice, it is done once."""
    after = 0
    while found := _next(after):
        after = found[-1].pk
        _introduce(found)


def _next(after: int) -> list[Tag]:
    known = Member.objects.filter(relationship=models.OuterRef("pk"))
    rows = Tag.objects.filter(~models.Exists(known), kind=Tag.Kind.RELATIONSHIP, synonym_of=None)
    return list(rows.filter(pk__gt=after).order_by("pk")[:CHUNK])


@transaction.atomic
def _introduce(found: list[Tag]) -> None:
    Tag.objects.introduce(found)
    keys = [tag.pk for tag in found]
    known = Member.objects.filter(relationship__in=keys).values_list("relationship", flat=True)
    if introduced := sorted(set(known)):
        events.record("tags.changed", tags=introduced)
