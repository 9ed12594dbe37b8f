from stories.listing import Listing
from stories.models.bulk import BulkChange
from stories.models.byline import Byline
from stories.models.cadence import Cadence
from stories.models.chapter import Chapter, ChapterText
from stories.models.images import StoryImage
from stories.models.pieces import Piece
from stories.models.revisions import Revision
from stories.models.series import Series, SeriesEntry
from stories.models.story import Story
from stories.models.tagging import Tagging
from stories.models.tally import Tally
from stories.models.versions import Draft
from stories.relisting import Relisting
from stories.retagging import Retagged, Retagging

__all__ = [
    "BulkChange",
    "Byline",
    "Cadence",
    "Chapter",
    "ChapterText",
    "Draft",
    "Listing",
    "Piece",
    "Relisting",
    "Retagged",
    "Retagging",
    "Revision",
    "Series",
    "SeriesEntry",
    "Story",
    "StoryImage",
    "Tagging",
    "Tally",
]
