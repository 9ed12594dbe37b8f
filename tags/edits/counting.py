"""How many stories an edit moves: of those that anybody but their authors may see."""

from collections.abc import Iterable

from tags.models import Ancestor, Member, Tag, TagCount

COUNTED = 5_000  # stories; of a tag with more the count that is kept tells, a minute old


def stories_under(tag: Tag) -> int:
    """That are found under it: by any of its names, or by what stands below."""
    kept = TagCount.objects.filter(tag=tag).values_list("stories", flat=True).first() or 0
    if kept > COUNTED:
        return kept
    below = _with_all_below({tag.pk})
    members = Member.objects.filter(character__in=below).values_list("relationship", flat=True)
    return _stories(_names(below | _with_all_below(set(members))))


def stories_meaning(tag: Tag, *, in_fandom: Tag) -> int:
    """Of this fandom, that carry it by any of its names."""
    return _stories(_names({tag.pk}), under=[tag.pk, in_fandom.pk])


def stories_carrying(tag: Tag) -> int:
    """By just this name."""
    return _stories([tag.pk])


def _with_all_below(pks: set[int]) -> set[int]:
    return pks | set(Ancestor.objects.filter(ancestor__in=pks).values_list("tag", flat=True))


def _names(pks: Iterable[int]) -> list[int]:
    return list(Tag.objects.meaning(pks).values_list("pk", flat=True))


def _stories(tags: list[int], under: Iterable[int] = ()) -> int:
    """The numbers of the tags themselves stand in the query: by them Postgres knows how many links
    to expect, and begins with the listings where these are fewer."""
    links = Tag._meta.get_field("taggings").related_model._default_manager.filter(tag__in=tags)
    listed = links.filter(content_object__listing__tag_ids__contains=list(under))
    return listed.order_by().values("content_object").distinct().count()
