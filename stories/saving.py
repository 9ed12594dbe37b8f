"""Two tabs, or two co-authors, never overwrite each other silently.

Whoever saves says which text theirs began from (`Seen`). Where another stands there by now, nothing
is written and `SavedMeanwhile` tells it; then its author settles which text goes on. The one that
does not is a version first.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.merging import Clash, merge
from stories import limits
from stories.models import Byline, Chapter, Draft, Story
from stories.models.author_fields import LENGTHS

MERGE, MINE, THEIRS = "merge", "mine", "theirs"
WAYS = (MERGE, MINE, THEIRS)
NUMBER_MAX = 9  # digits of a version's number

type Fields = dict[str, str]
type Written = Story | Chapter


@dataclass(frozen=True)
class Standing:
    """What stands there now: its fields, its name (`stand`), by whom it was saved and when."""

    fields: Fields
    stand: str
    by_id: int | None
    at: datetime
    is_draft: bool

    @property
    def digest(self) -> str:
        """The same for the same words, whoever saved or showed them to readers since."""
        return digest(self.fields)


@dataclass(frozen=True)
class Seen:
    """The text that a form began from, by its name and its digest. A form that names neither began
    from nothing."""

    stand: str = ""
    digest: str = ""

    def is_of(self, standing: Standing) -> bool:
        return self.stand == standing.stand or self.digest == standing.digest

    def fields(self, thing: Written) -> Fields | None:
        """That text itself, where it was a version."""
        kind, _dash, number = self.stand.partition("-")
        if kind != "version" or not number.isdecimal() or len(number) > NUMBER_MAX:
            return None
        version = thing.revisions.filter(number=int(number)).first()
        if version is None or digest(version.fields()) != self.digest:
            return None
        return version.fields()


@dataclass(frozen=True)
class Kept:
    """`way`: how it was settled, where there were two; `clashes`: passages in both wordings."""

    standing: Standing
    way: str = ""
    clashes: tuple[Clash, ...] = ()


class SavedMeanwhile(Exception):  # noqa: N818 - it says what happened
    """Another text was saved since; `standing` is what stands there now. `is_too_long`: both in one
    would be more than a field may hold."""

    def __init__(self, standing: Standing, *, is_too_long: bool = False):
        super().__init__()
        self.standing = standing
        self.is_too_long = is_too_long


def digest(fields: Fields) -> str:
    said = "\0".join(f"{name}\0{fields[name]}" for name in sorted(fields))
    return blake2b(said.encode(), digest_size=16).hexdigest()


def standing(thing: Written) -> Standing:
    draft = thing.current_draft()
    if draft is not None:
        return of_draft(thing, draft)
    stand = thing.stand()  # before the fields: a text saved in between is then told, never lost
    newest = thing.revisions.without_texts().order_by("-number").first()
    by_id, at = (newest.by_id, newest.created_at) if newest else (None, timezone.now())
    return Standing(thing.released_fields(), stand, by_id, at, is_draft=False)


def of_draft(thing: Written, draft: Draft) -> Standing:
    fields = thing.fields_of(draft)
    return Standing(fields, draft.stand, draft.by_id, draft.saved_at, is_draft=True)


@transaction.atomic
def save(thing: Written, mine: Fields, *, by: User, seen: Seen) -> Kept:
    """Keep `mine` as the draft. What is there already is not written again."""
    thing.lock()
    now = standing(thing)
    if now.fields == {**now.fields, **mine}:
        return Kept(now)
    if not seen.is_of(now):
        raise SavedMeanwhile(now)
    return Kept(of_draft(thing, thing.write(by=by, **mine)))


@transaction.atomic
def overwrite(thing: Written, mine: Fields, *, by: User) -> Kept:
    """Keep `mine` for somebody who says nothing of the text that theirs began from."""
    thing.lock()
    now = standing(thing)
    if now.is_draft and now.fields != {**now.fields, **mine}:  # what readers see is a version
        name = _("Before another tab saved over it")
        thing.keep_version(now.fields, by=by, name=name, released=False)
    return Kept(of_draft(thing, thing.write(by=by, **mine)))


@transaction.atomic
def begin_chapter(story: Story, begun_at: datetime | None, mine: Fields, *, by: User) -> Chapter:
    """A new chapter with this text. The moment in which its page was opened (`begun_at`) is what
    tells it from others: whatever is sent from that page twice makes one chapter, and comes back
    as the chapter that is there, unchanged."""
    if begun_at is None:
        return story.add_chapter_once(**mine)
    story.lock()
    begun = story.chapters.in_place().filter(created_at=begun_at).first()
    if begun is not None:
        begun.story = story
        return begun
    chapter = story.add_chapter(by=by, **mine)
    Chapter.objects.filter(pk=chapter.pk).update(created_at=begun_at)
    return chapter


@transaction.atomic
def settle(
    thing: Written, way: str, mine: Fields, *, by: User, shown: str, base: Fields | None = None
) -> Kept:
    """Go on with one of two texts, or with both in one. `shown`: the stand of the other text that
    its author saw; `base`: the text that both began from, where it is still known."""
    thing.lock()
    theirs = standing(thing)
    if theirs.stand != shown:
        raise SavedMeanwhile(theirs)
    mine = {**theirs.fields, **mine}
    chosen, clashes = _chosen(way, base, mine, theirs.fields)
    if any(len(text) > LENGTHS.get(name, limits.TITLE) for name, text in chosen.items()):
        raise SavedMeanwhile(theirs, is_too_long=True)
    if chosen != theirs.fields and theirs.is_draft:  # what readers see is a version already
        _set_aside(thing, theirs.fields, by=_person(theirs.by_id))
    if chosen != mine:
        _set_aside(thing, mine, by=by)
    if chosen != theirs.fields:
        thing.write(by=by, **chosen)
    return Kept(standing(thing), way, tuple(clashes))


def co_author(story: Story, user_id: int | None) -> str:
    """The pen name that this person has in this story's byline; of others nobody is told."""
    if user_id is None:
        return ""
    line = (
        story.bylines.filter(state=Byline.State.ACCEPTED, pen_name__user=user_id)
        .select_related("pen_name")
        .first()
    )
    return line.pen_name.name if line else ""


def _chosen(
    way: str, base: Fields | None, mine: Fields, theirs: Fields
) -> tuple[Fields, list[Clash]]:
    if way != MERGE:
        return (mine if way == MINE else theirs), []
    chosen: Fields = {}
    clashes: list[Clash] = []
    for name, text in mine.items():
        began = base.get(name) if base is not None else None
        if name == "title":  # one line: two in one are none
            chosen[name] = theirs[name] if text == began or not text else text
            continue
        merged = merge(began, text, theirs[name])
        chosen[name] = merged.html
        clashes += merged.clashes
    return chosen, clashes


def _person(pk: int | None) -> User | None:
    return User.objects.filter(pk=pk).first() if pk else None


def _set_aside(thing: Written, fields: Fields, *, by: User | None) -> None:
    thing.keep_version(fields, by=by, name=_("Set aside when two texts met"), released=False)
