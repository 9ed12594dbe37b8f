"""Reviews as a page shows them: a tree of a few levels, and what this reader may do with each."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from reviews.limits import LEVELS
from reviews.wishes import wishes_for
from stories.models.choices import ReviewPolicy

if TYPE_CHECKING:
    from reviews.models import Review


@dataclass(frozen=True)
class Rights:
    """Which links stand under a review. The views behind them ask the database again."""

    answer: bool = False
    edit: bool = False
    delete: bool = False
    approve: bool = False
    hide: bool = False
    spam: bool = False
    block: bool = False
    freeze: bool = False
    unfreeze: bool = False
    report: bool = False
    moderate: bool = False

    def __bool__(self):
        return any(astuple(self))

    @property
    def rarely(self) -> bool:
        """An author may do many things with each: most of them are folded."""
        return self.spam


def tree(rows: Iterable["Review"], *, top: int | None = None) -> list["Review"]:
    """Reviews in order of coming → the roots in the same order, each with `.replies` down the tree.

    Tombstones that nothing stands under are left out. `top` is the review to begin with instead of
    the roots. Below LEVELS there is only the number of what follows, as `.further`.
    """
    by_id: dict[int, Review] = {}
    roots: list[Review] = []
    for review in rows:
        review.replies, review.level, review.further, review.answered = [], 1, 0, None
        by_id[review.pk] = review
        parent = by_id.get(review.parent_id or 0)
        if review.pk == top or (top is None and review.parent_id is None):
            roots.append(review)
        elif parent is not None:
            parent.replies.append(review)
            review.level = parent.level + 1
            review.answered = parent
    for review in reversed(by_id.values()):  # an answer is younger than what it answers
        review.replies = [reply for reply in review.replies if reply.has_words or reply.replies]
        review.further += sum(1 + reply.further for reply in review.replies)
    for review in by_id.values():
        if review.level < LEVELS:
            review.further = 0
        else:
            review.replies = []
    return [root for root in roots if root.has_words or root.replies or root.further]


def place_to_begin(rows: list["Review"], review: "Review") -> int:
    """The id of the review that a page about `review` begins with: the thread's root, or where it
    stands too deep for that, the review itself."""
    parents = {row.pk: row.parent_id for row in rows}
    way = [review.pk]
    while parent := parents.get(way[-1]):
        way.append(parent)
    return way[0] if len(way) >= LEVELS else way[-1]


def grant(reviews: Iterable["Review"], story, user) -> None:
    """Tell each review, as `.may`, what this reader may do with it, without a query. A guest is led
    to the form, too: it says where reviews are for members."""
    is_open = takes_reviews(story) and (not user.is_authenticated or user.may_publish)
    is_writing = user.is_authenticated and user.may_publish
    is_moderator = user.is_authenticated and user.is_moderator
    for review in reviews:
        is_mine = is_writing and review.pen_name is not None and review.pen_name.user_id == user.pk
        is_governed = is_writing and review.is_governed
        is_shown = review.has_words and not review.is_gone
        is_in_hands = is_governed and is_shown and review.held_for in ("", "author")
        is_root = review.parent_id is None
        review.may = Rights(
            answer=is_open and is_shown and not review.is_held and not review.is_frozen,
            edit=is_mine and is_shown and not review.is_frozen and review.may_still_be_edited,
            delete=is_shown and (is_mine or is_governed),
            approve=is_in_hands and review.is_held,
            hide=is_in_hands and not is_mine and not review.is_put_away,
            spam=is_in_hands and not is_mine,
            block=is_in_hands and not is_mine,
            freeze=is_governed and is_root and not review.is_frozen,
            unfreeze=is_governed and is_root and review.is_frozen,
            report=is_shown and not is_mine,
            moderate=is_moderator and review.has_words,
        )


def takes_reviews(story) -> bool:
    """reviews/admission.py knows from whom."""
    is_out = story.is_published and not story.is_hidden
    return is_out and story.review_policy != ReviewPolicy.NOBODY and not wishes_for(story).is_closed
