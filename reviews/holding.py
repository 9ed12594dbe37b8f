"""For whose word a new review waits.

There are four reasons to wait. A brake of the moderators, and a spam checker that is asked, come
before all else; what waits for them goes on by itself (moderation/held.py). The other two, a
guest's first review and an author who wants to look at each, wait for the author, and for her first
reader before her.
"""

from accounts.models import User
from core import brakes
from reviews import spam
from reviews.guests import is_known
from reviews.models import HeldFor, Review
from reviews.naming import say
from reviews.wishes import Wished, wishes_for
from stories.models import Story


def held_for(story: Story, user, wishes: Wished, *, guest: str = "") -> str:
    """Of HeldFor, or empty: it is shown at once. `guest` is the key of a guest's cookie. What the
    authors of a story say under it waits for nobody."""
    if user.is_authenticated and story.is_by(user):
        return ""
    if brakes.holds(user) or spam.is_asked_about(user):
        return HeldFor.MODERATORS
    return word_of(wishes, writer=user.pk, guest=guest)


def word_of(wishes: Wished, *, writer: int | None, guest: str) -> str:
    """Whose word it waits for where the moderators do not mind. Nobody reads first what she wrote
    herself."""
    is_unknown_guest = writer is None and not is_known(guest)
    if not (wishes.holds or is_unknown_guest):
        return ""
    has_friend = wishes.first_reader not in (None, writer)
    return HeldFor.FRIEND if has_friend else HeldFor.AUTHOR


def told_to_writer(review: Review) -> str:
    """What a person reads who wrote it, while it waits. Who else reads for the author is the
    author's affair."""
    is_with_moderators = review.held_for == HeldFor.MODERATORS
    return say("waits for moderators" if is_with_moderators else "waits for author")


def let_go(review: Review) -> None:
    """The moderators hold it no longer: it goes on to whoever would have had it without them. What
    an author called spam stays with them."""
    if review.called_spam_at is None:
        review.go_on(_next(review), waited_for=HeldFor.MODERATORS)


def _next(review: Review) -> str:
    writer: User | None = review.pen_name.user if review.pen_name else None
    if writer is not None and review.story.is_by(writer):
        return ""
    wishes = wishes_for(review.story)
    return word_of(wishes, writer=writer.pk if writer else None, guest=review.guest_key)
