"""What a tag stands under and belongs to."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tags.edits.changes import Changes, uppers
from tags.edits.counting import stories_under
from tags.edits.work import done, held, held_official
from tags.models import Medium, Tag, TagEdit

Kind, What = Tag.Kind, TagEdit.What
OF_FANDOMS = (Kind.RELATIONSHIP, Kind.CHARACTER, Kind.AU, Kind.FREEFORM)


@transaction.atomic
def set_parents(tag: Tag, parents: Iterable[Tag], *, by, batch=None) -> TagEdit:
    """The tags of the same kind that stand above it: its stories are found under all of them."""
    tag = held_official(tag)
    wanted = _official(parents)
    if any(one.kind != tag.kind for one in wanted):
        raise ValidationError(_("A tag stands only under tags of its own kind."))
    if tag in wanted:
        raise ValidationError(_("This would make a circle."))
    return _relate(What.PARENTS, tag, wanted, stories_under(tag), by=by, batch=batch)


@transaction.atomic
def set_fandoms(tag: Tag, fandoms: Iterable[Tag], *, by, batch=None) -> TagEdit:
    tag = held_official(tag)
    wanted = _official(fandoms)
    if tag.kind not in OF_FANDOMS or any(one.kind != Kind.FANDOM for one in wanted):
        raise ValidationError(
            _("A character, a relationship, an AU or another tag belongs to fandoms.")
        )
    return _relate(What.FANDOMS, tag, wanted, by=by, batch=batch)


@transaction.atomic
def set_characters(tag: Tag, characters: Iterable[Tag], *, by, batch=None) -> TagEdit:
    """A relationship's: its stories are found under them."""
    tag = held_official(tag)
    wanted = _official(characters)
    if tag.kind != Kind.RELATIONSHIP or any(one.kind != Kind.CHARACTER for one in wanted):
        raise ValidationError(_("A relationship is one of characters."))
    return _relate(What.CHARACTERS, tag, wanted, stories_under(tag), by=by, batch=batch)


@transaction.atomic
def set_media(tag: Tag, media: Iterable[Medium], *, by, batch=None) -> TagEdit:
    tag = held_official(tag)
    if tag.kind != Kind.FANDOM:
        raise ValidationError(_("Only a fandom has media."))
    return _relate(What.MEDIA, tag, list(media), by=by, batch=batch)


def _official(tags: Iterable[Tag]) -> list[Tag]:
    return [tag.official for tag in held(*tags)]


def _relate(
    what: TagEdit.What, tag: Tag, wanted: Collection, stories: int = 0, *, by, batch
) -> TagEdit:
    changes = Changes()
    now = uppers(what.value, tag)
    changes.relink(what.value, tag.pk, now, {one.pk for one in wanted})
    return done(what, tag, changes, stories=stories if changes else 0, by=by, batch=batch)
