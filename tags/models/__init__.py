from tags.models.belonging import MEDIUM_LENGTH, Belonging, Medium, Member
from tags.models.counts import TagCount, TagStep
from tags.models.edit import TagEdit
from tags.models.tag import ABOUT_LENGTH, NAME_LENGTH, Tag
from tags.models.tree import Ancestor, Parent

__all__ = [
    "ABOUT_LENGTH",
    "MEDIUM_LENGTH",
    "NAME_LENGTH",
    "Ancestor",
    "Belonging",
    "Medium",
    "Member",
    "Parent",
    "Tag",
    "TagCount",
    "TagEdit",
    "TagStep",
]
