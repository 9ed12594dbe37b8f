"""Which tags and pen names are meant: a query each.

A tag is known to whoever may see a story under it, or where its name is official: nobody learns
what stands on drafts only, nor a guest what stands on members' stories only.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import PenName
from core import names
from discovery.wishes import spoken
from discovery.wishes.fields import KINDS_OF
from discovery.wishes.part import Part
from stories.models import Listing
from tags import keys
from tags.models import Tag

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


def _official(wanted, user):
    """(kind, key, official tag) of each name that is known, the tag with most stories first."""
    named = Q()
    for kind in {kind for kind, _key in wanted}:
        named |= Q(kind=kind, key__in=[key for of_kind, key in wanted if of_kind == kind])
    official = Coalesce("synonym_of", "pk")
    tags = Tag.objects.filter(named).annotate(official=official).filter(known_to(user))
    most = Coalesce("synonym_of__count__stories", "count__stories", 0)
    return tags.order_by(most.desc(), "pk").values_list("kind", "key", "official")


def known_to(user) -> Q:
    """Of tags with `official` annotated."""
    carried = Listing.objects.listed_for(user).filter(tag_ids__contains=[OuterRef("official")])
    return Q(is_official=True) | Q(synonym_of__is_official=True) | Q(Exists(carried))


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
