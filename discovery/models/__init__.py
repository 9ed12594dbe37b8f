from discovery.models.exclusions import MutedPenName, MutedTag, MutedWord
from discovery.models.saved import SavedFilter
from discovery.models.words import StoryWords, TextPiece

__all__ = [
    "MutedPenName",
    "MutedTag",
    "MutedWord",
    "SavedFilter",
    "StoryWords",
    "TextPiece",
]
