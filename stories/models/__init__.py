from stories.listing import Listing
from stories.models.byline import Byline
from stories.models.chapter import Chapter, ChapterText
from stories.models.series import Series, SeriesEntry
from stories.models.story import Story
from stories.models.tagging import Tagging
from stories.models.tally import Tally
from stories.models.versions import Draft, Revision

__all__ = [
    "Byline",
    "Chapter",
    "ChapterText",
    "Draft",
    "Listing",
    "Revision",
    "Series",
    "SeriesEntry",
    "Story",
    "Tagging",
    "Tally",
]
