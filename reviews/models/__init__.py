"""What readers say and give, and what an author wishes to hear."""

from reviews.models.anchor import Anchor
from reviews.models.correction import Correction
from reviews.models.kudos import Kudos, Phrase
from reviews.models.ratings import KeptRating
from reviews.models.reads import ReadSeen
from reviews.models.review import Review
from reviews.models.review_held import HeldFor
from reviews.models.spam_check import SpamCheck
from reviews.models.wishes import FirstReader, StoryWishes, Welcome, Wishes
from reviews.models.wording import Wording

__all__ = [
    "Anchor",
    "Correction",
    "FirstReader",
    "HeldFor",
    "KeptRating",
    "Kudos",
    "Phrase",
    "ReadSeen",
    "Review",
    "SpamCheck",
    "StoryWishes",
    "Welcome",
    "Wishes",
    "Wording",
]
