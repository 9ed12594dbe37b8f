"""How long texts may be, in characters (of HTML where they hold it), and how many of all else."""

TITLE = 255
SUMMARY = 2_500
NOTES = 10_000
DEDICATION = 1_000
AU_PREMISE = 500
BODY = 1_000_000
TAGS_A_KIND = 75
HEARTS = 2  # tags of a kind at the heart of a story
ALSO_POSTED_AT = 500
BIN_DAYS = 30
UNDO_MINUTES = 10
REPEAT_MINUTES = 1  # the same chapter within them is a form sent twice
VERSION_NAME = 100
ALTERNATIVE_TEXT = 1_000
IMAGES_A_STORY = 100
STORIES_AT_ONCE = 1_000  # that one bulk change may touch
BULK_CHANGE_DAYS = 30  # in which it can be undone
BULK_CHANGES_AN_HOUR = 60  # by one person
BIN_NOTICE_DAYS = 3  # before the bin is emptied of a story, its authors' desk says so
PLANNED_CHAPTERS = 10_000
SCHEDULE_YEARS = 5  # ahead; further is a slip of the pen
OLDEST_DAY = 1900  # the year from which on something may have been first posted
