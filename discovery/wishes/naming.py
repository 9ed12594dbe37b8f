"""Which tags and pen names are meant: a query each."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from accounts.models import PenName
from core import names
from discovery.wishes import spoken
from discovery.wishes.fields import KINDS_OF
from discovery.wishes.part import Part
from tags import keys, knowing

Found = dict[Part, tuple[int, ...]]


def tags(parts: Iterable[Part], user) -> Found:
    """{part: its official tag, or several where a name that is kept out is of several kinds}."""
    wanted = _by_kind_and_key(parts)
    if not wanted:
        return {}
    found: dict[Part, list[int]] = defaultdict(list)
    for kind, key, pk in _official(wanted, user):
        for part in wanted[kind, key]:
            if pk not in found[part]:
                found[part].append(pk)
    return {part: tuple(ids if part.is_excluded else ids[:1]) for part, ids in found.items()}


def _official(wanted, user) -> list[tuple[str, str, int]]:
    """(kind, key, official tag) of each name that this person may know, the tag with most stories
    first."""
    with connection.cursor() as cursor:
        columns = [list(map(str, column)) for column in zip(*wanted, strict=True)]
        cursor.execute(knowing.known(knowing.BY_NAME, user) + MOST_FIRST, columns)
        return cursor.fetchall()


def _by_kind_and_key(parts: Iterable[Part]) -> dict[tuple[str, str], list[Part]]:
    wanted: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in parts:
        for kind in KINDS_OF[part.field]:
            own = keys.of(kind, part.value)
            for key in {own, *spoken.own_words(kind).get(own, ())}:
                wanted[kind, key].append(part)
    return wanted


def pen_names(parts: Iterable[Part]) -> Found:
    """By the name as it is; or, where nobody bears it, as it stands in addresses."""
    by_key = {names.key(part.value): part for part in parts}
    by_slug = {part.value.casefold(): part for part in parts}
    if not by_key:
        return {}
    rows = PenName.objects.filter(Q(key__in=by_key) | Q(slug_key__in=by_slug))
    found: Found = {}
    for pk, key, slug in rows.values_list("pk", "key", "slug_key"):
        if key in by_key:
            found[by_key[key]] = (pk,)
        if slug in by_slug:
            found.setdefault(by_slug[slug], (pk,))
    return found


MOST_FIRST = "SELECT kind, key, official FROM known ORDER BY stories DESC, id"
