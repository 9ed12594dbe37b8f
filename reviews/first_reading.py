"""A friend who looks at what waits before the author does: asked, agreed, gone again."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Block, PenName, User
from core import events
from reviews.models import FirstReader, HeldFor, Review
from reviews.querysets import IN_FRIENDS_HANDS
from reviews.wishes import is_read_first
from stories.models import Story


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
        defaults={"pen_name": pen_name, "agreed_at": timezone.now() if is_herself else None},
    )
    if is_new and not is_herself:
        events.record("first_reader.asked", first_reader_id=first_reader.pk)
    pass_on()
    return first_reader


def asked_by(author: User, story: Story | None = None):
    """A story has one first reader, whichever of its authors asked her."""
    rows = FirstReader.objects.select_related("pen_name")
    return rows.filter(story=story) if story else rows.filter(story=None, author=author)


def asked_of(user: User):
    """What this person was asked to read first, and by whom. Nobody asks herself."""
    asked = FirstReader.objects.filter(pen_name__user=user).exclude(author=user)
    return asked.select_related("author", "story", "pen_name").order_by("pk")


def agree(first_reader: FirstReader) -> None:
    rows = FirstReader.objects.filter(pk=first_reader.pk, agreed_at=None)
    rows.update(agreed_at=timezone.now())


@transaction.atomic
def end(asked) -> None:
    """By either of the two, at any time: declined, stopped, asked no longer."""
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
