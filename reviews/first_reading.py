"""A friend who looks at what waits before the author does: asked, agreed, gone again."""

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone

from accounts.models import Block, PenName, User
from core import events
from reviews.models import FirstReader, HeldFor, Review
from reviews.querysets import IN_FRIENDS_HANDS
from reviews.wishes import is_read_first
from stories.models import Byline, Story


@transaction.atomic
def ask(author: User, pen_name: PenName, story: Story | None = None) -> FirstReader:
    """For one story, or for all of hers; instead of whomever she asked before. Asking the same
    person again changes nothing. A name of the author's own means that nobody reads before her."""
    asked = asked_by(author, story)
    if earlier := asked.filter(pen_name=pen_name).first():
        return earlier
    asked.delete()
    is_herself = pen_name.user_id == author.pk
    first_reader, is_new = FirstReader.objects.get_or_create(
        author=author,
        story=story,
        defaults={
            "pen_name": pen_name,
            "asked_as": author.pen_name,
            "agreed_at": timezone.now() if is_herself else None,
        },
    )
    if is_new and not is_herself:
        events.record("first_reader.asked", first_reader_id=first_reader.pk)
    pass_on()
    return first_reader


def asked_by(author: User, story: Story | None = None):
    """A story has one first reader, whichever of its authors asked her."""
    rows = FirstReader.objects.select_related("pen_name", "asked_as")
    return rows.filter(story=story) if story else rows.filter(story=None, author=author)


def asked_of(user: User):
    """What this person was asked to read first, and by whom. Nobody asks herself."""
    asked = FirstReader.objects.filter(pen_name__user=user).exclude(author=user)
    return asked.select_related("author", "story", "pen_name").order_by("pk")


def with_names(asked, user):
    """`by`: who asked, for one story by the name that it shows, or none; otherwise by the name
    under which she asked. `is_visible`: whether this person may know of the story."""
    lines = Byline.objects.filter(
        story=OuterRef("story"),
        pen_name__user=OuterRef("author"),
        state=Byline.State.ACCEPTED,
        shown=True,
    )
    is_visible = Exists(Story.objects.visible_to(user).filter(pk=OuterRef("story")))
    by_story = Subquery(lines.order_by("position").values("pen_name__name")[:1])
    by = Case(When(story=None, then=F("asked_as__name")), When(is_visible, then=by_story))
    return asked.annotate(by=by, is_visible=is_visible)


@transaction.atomic
def agree(first_reader: FirstReader) -> None:
    rows = FirstReader.objects.filter(pk=first_reader.pk, agreed_at=None)
    if rows.update(agreed_at=timezone.now()):
        events.record("first_reader.agreed", first_reader_id=first_reader.pk)


@transaction.atomic
def decline(first_reader: FirstReader) -> None:
    """By the friend, at once or after a while. The row is gone by the time the author is told."""
    number, _by_model = FirstReader.objects.filter(pk=first_reader.pk).delete()
    if number:
        events.record(
            "first_reader.declined",
            first_reader_id=first_reader.pk,
            author_id=first_reader.author_id,
            pen_name_id=first_reader.pen_name_id,
            story_id=first_reader.story_id,
        )
        pass_on()


@transaction.atomic
def end(asked) -> None:
    """By the author, at any time."""
    asked.delete()
    pass_on()


def pass_on() -> None:
    """What waits for a first reader whom there is no more, because she left, was suspended or was
    asked no longer, waits for the author at once. What she kept back stays so."""
    waiting = Review.objects.filter(IN_FRIENDS_HANDS, kept_back_at=None)
    for review in waiting.filter(~is_read_first()).order_by("pk"):
        review.go_on(HeldFor.AUTHOR, waited_for=HeldFor.FRIEND)


def may_be_asked(pen_name: PenName, author: User) -> bool:
    """She is here, and neither has blocked the other. Of the author’s own blocks only those of this
    very name count: the answer must not tell which other names are the same person’s."""
    person = pen_name.user
    theirs = Q(blocker=person, blocked=author) | Q(blocker=author, pen_name=pen_name)
    is_here = person.is_active and person.may_publish
    return is_here and not Block.objects.filter(theirs).exists()
