"""Two names of one thing.

Whatever a story was found under before two tags became one, it is found under afterwards. So the
official one takes over what stood below and above the other, its other names (all of them then mean
it directly), what belonged to it and to what it belonged, and its media. A relationship keeps its
own characters if it has any: those of a name that was mistaken may be mistaken too. What would
close a circle is left out.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tags import relationships
from tags.edits.changes import LINKS, Changes, Link, links_down, links_up, uppers
from tags.edits.counting import stories_carrying, stories_under
from tags.edits.work import done, held
from tags.models import Ancestor, Tag, TagEdit


@transaction.atomic
def merge(tag: Tag, into: Tag, *, by, batch=None) -> TagEdit:
    """Make the tag another name of `into`, or of what that is another name of. A tag can become
    another name of one of its own: the two change places."""
    tag, into = held(tag, into)
    if into.synonym_of_id != tag.pk:
        (into,) = held(into.official)
    if tag == into:
        raise ValidationError(
            _("“%(name)s” is no other name of itself."), params={"name": tag.name}
        )
    if tag.kind != into.kind:
        raise ValidationError(_("A tag can only become another name of a tag of its kind."))
    stories = stories_under(tag)
    changes = Changes()
    _change_names(changes, tag, into)
    for name in LINKS:
        _hand_on(changes, name, tag, into)
    return done(TagEdit.What.MERGE, tag, changes, other=into, stories=stories, by=by, batch=batch)


@transaction.atomic
def part(tag: Tag, *, by, batch=None) -> TagEdit:
    """No other name any longer: a tag of its own, in the same fandoms; a relationship knows whom
    its name says."""
    (tag,) = held(tag)
    official = tag.synonym_of
    if official is None:
        raise ValidationError(_("“%(name)s” is no other name."), params={"name": tag.name})
    changes = Changes()
    changes.give(tag, synonym_of_id=None, is_official=False, looked_at=timezone.now())
    if tag.kind != Tag.Kind.FANDOM:
        changes.relink("fandoms", tag.pk, uppers("fandoms", tag), uppers("fandoms", official))
    if tag.kind == Tag.Kind.RELATIONSHIP:
        changes.relink("characters", tag.pk, uppers("characters", tag), characters_of(tag.name))
    stories = stories_carrying(tag)
    return done(
        TagEdit.What.PART, tag, changes, other=official, stories=stories, by=by, batch=batch
    )


def characters_of(name: str) -> set[int]:
    """Whom the name of a relationship says, coined where new."""
    found = Tag.objects.named(Tag.Kind.CHARACTER, relationships.people(name))
    return {tag.synonym_of_id or tag.pk for tag in found}


def _change_names(changes: Changes, tag: Tag, into: Tag) -> None:
    for other in tag.synonyms.exclude(pk=into.pk):
        changes.give(other, synonym_of_id=into.pk)
    if into.synonym_of_id == tag.pk:  # they change places
        changes.give(into, synonym_of_id=None, is_filterable=tag.is_filterable)
    changes.give(tag, synonym_of_id=into.pk, is_official=False)
    changes.give(
        into,
        is_official=into.is_official or tag.is_official,
        about=into.about or tag.about,
    )


def _hand_on(changes: Changes, name: str, tag: Tag, into: Tag) -> None:
    below, above = links_down(name, tag.pk), links_up(name, tag.pk)
    there = links_down(name, into.pk) | links_up(name, into.pk)
    changes.unlink(name, below | above)
    taken = {(low, into.pk) for low, _tag in below if low != into.pk}
    if name != "characters" or not any(low == into.pk for low, _high in there):
        taken |= {(into.pk, high) for _tag, high in above if high != into.pk}
    if name == "characters":
        taken = _with_officials(taken)
    if name == "parents":
        taken = _without_circles(taken, into)
    changes.link(name, taken - there)


def _with_officials(members: set[Link]) -> set[Link]:
    """An author may coin a relationship while its character becomes another name."""
    others = Tag.objects.filter(pk__in={high for _low, high in members}, synonym_of__isnull=False)
    means = dict(others.values_list("pk", "synonym_of"))
    return {(low, means.get(high, high)) for low, high in members}


def _without_circles(links: set[Link], into: Tag) -> set[Link]:
    above = set(Ancestor.objects.filter(tag=into).values_list("ancestor", flat=True))
    below = set(Ancestor.objects.filter(ancestor=into).values_list("tag", flat=True))
    return {(low, high) for low, high in links if low not in above and high not in below}
