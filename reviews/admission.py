"""Who may review, and why not: a sentence that the person may read.

The story itself was loaded through `visible_to` before; this says whether it takes her words.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Block, User
from core import site
from reviews import limits
from reviews.models import Review
from reviews.naming import say
from reviews.wishes import wishes_for
from stories.models import Byline, Story
from stories.models.choices import ReviewPolicy


def refusal(user, story: Story, parent: Review | None = None) -> str:
    """Why this person may not review `story`, or answer `parent`; empty if she may."""
    if not story.is_published:
        return say("draft")
    if story.is_hidden:
        return say("story hidden")
    if story.review_policy == ReviewPolicy.NOBODY:
        return say("none taken")
    if (wishes := wishes_for(story)).is_closed:
        return wishes.sentence
    if parent is not None and (words := _closed(parent)):
        return words
    if not user.is_authenticated:
        return _refusal_of_guests(story)
    if user.is_suspended:
        return _("Your account is suspended: you can read, but not write.")
    if user.is_waiting:
        return say("not let in")
    if is_blocked(user, story, parent):
        return _("You cannot write here: somebody to whom you would be writing has blocked you.")
    return ""


def refusal_of_change(user: User, review: Review) -> str:
    """Why its writer may not change her review any more; empty if she may."""
    if review.is_frozen:
        return _("The author has closed this thread.")
    if not review.may_still_be_edited:
        return say("too late", n=limits.EDIT_MINUTES)
    if review.has_many_wordings:
        return say("changed often", n=limits.WORDINGS)
    if is_blocked(user, review.story, review.parent):
        return _("You cannot write here: somebody to whom you would be writing has blocked you.")
    return ""


def _closed(parent: Review) -> str:
    if parent.is_gone:
        return say("parent gone")
    if parent.is_frozen:
        return _("The author has closed this thread.")
    if parent.is_held:
        return say("parent held")
    return ""


def _refusal_of_guests(story: Story) -> str:
    if story.review_policy == ReviewPolicy.MEMBERS:
        return say("author takes members")
    if not site.current().guest_reviews:
        return say("archive takes members")
    return ""


def is_blocked(user: User, story: Story, parent: Review | None = None) -> bool:
    """By an author of the story, or by whom she would answer."""
    authors = Byline.objects.filter(story=story, state=Byline.State.ACCEPTED)
    theirs = Q(blocker__in=authors.values("pen_name__user"))
    if parent is not None and parent.pen_name is not None:
        theirs |= Q(blocker=parent.pen_name.user_id)
    return Block.objects.filter(theirs, blocked=user).exists()
