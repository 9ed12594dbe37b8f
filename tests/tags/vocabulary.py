"""Tags by their names, and what is true of every vocabulary."""

from django.core.exceptions import ValidationError
from django.db import transaction

from stories.models import Listing, Tagging
from tags.models import Ancestor, Belonging, Member, Parent, Tag


def coin(kind: str, *names: str, **fields) -> list[Tag]:
    return Tag.objects.named(kind, names, **fields)


def fresh(*tags: Tag) -> list[Tag]:
    found = Tag.objects.select_related("synonym_of").in_bulk([tag.pk for tag in tags])
    return [found[tag.pk] for tag in tags]


def would_move(verb, *arguments, **named) -> int:
    """How many stories, from doing it and putting it back; none if it is refused."""
    try:
        with transaction.atomic():
            moved = verb(*arguments, by=None, **named).stories
            transaction.set_rollback(True)
    except ValidationError:
        return 0
    return moved


def names(tags) -> list[str]:
    return sorted(tag.name for tag in tags.all())


def found_under(*tags: Tag) -> list[set[int]]:
    return [set(Listing.objects.with_tag(tag).values_list("pk", flat=True)) for tag in fresh(*tags)]


def standing() -> dict:
    """All that edits may change."""
    fields = ("name", "key", "is_official", "synonym_of", "is_filterable", "about")
    return {
        "tags": {row.pop("pk"): row for row in Tag.objects.values("pk", *fields)},
        "parents": set(Parent.objects.values_list("child", "parent")),
        "fandoms": set(Belonging.objects.values_list("tag", "fandom")),
        "characters": set(Member.objects.values_list("relationship", "character")),
        "media": set(Tag.media.through.objects.values_list("tag", "medium")),
    }


def ancestors_by_walking() -> set[tuple[int, int]]:
    above: dict[int, set[int]] = {}
    for child, parent in Parent.objects.values_list("child", "parent"):
        above.setdefault(child, set()).add(parent)
    found = set()
    for tag in above:
        seen, ahead = set(), list(above[tag])
        while ahead:
            if (one := ahead.pop()) not in seen:
                seen.add(one)
                ahead += above.get(one, ())
        found |= {(tag, one) for one in seen}
    return found


def tag_ids_by_walking(story_id: int, *, main=False) -> set[int]:
    """What a listing must hold, slowly and one step after the other."""
    above: dict[int, set[int]] = {}
    for tag, ancestor in ancestors_by_walking():
        above.setdefault(tag, set()).add(ancestor)
    found: set[int] = set()
    links = Tagging.objects.filter(content_object=story_id)
    for link in links.filter(main=True) if main else links:
        tag = Tag.objects.get(pk=link.tag_id).official
        people = [one.official for one in tag.characters.all()]
        for one in [tag, *people]:
            found |= {one.pk} | above.get(one.pk, set())
        found.add(link.tag_id)
    return found


def assert_sound() -> None:
    """No circles, no other names of other names, and nothing hangs on one."""
    assert set(Ancestor.objects.values_list("tag", "ancestor")) == ancestors_by_walking()
    assert not any(tag == ancestor for tag, ancestor in ancestors_by_walking())
    others = set(Tag.objects.exclude(synonym_of=None).values_list("pk", flat=True))
    assert not Tag.objects.filter(synonym_of__in=others).exists()
    stands = standing()
    for kind in ("parents", "fandoms", "characters"):
        assert not others & {end for link in stands[kind] for end in link}, kind
