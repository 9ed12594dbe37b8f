"""Hidden gems: stories that were liked by most of the few who read them. docs/finding.md says so.

Of a story's readers, which part thanked for it or kept it? Of few readers that says little: one of
one is no better than ninety of a hundred. So READERS more are added who like it as often as is
usual, and a story that nobody has read yet counts as a usual one. Then what is well known moves
down: with KNOWN readers by the factor 1.7, with ten times as many by 3.4.

Each figure is the story's own, so it changes only with the story's own readers; and it is rounded,
so that one reader more or less seldom moves a story.
"""

READERS = 50  # that are added
USUAL = 0.05  # part of the readers who thank for a story or keep it
KNOWN = 100  # readers
STEPS = 1_000  # of 1: how finely it is rounded

# Of `tally`, a row of stories_tally that may be missing.
_LIKED = "(coalesce(tally.kudos, 0) + coalesce(tally.bookmarks, 0))::float8"
_READERS = f"greatest(coalesce(tally.reads, 0)::float8, {_LIKED})"
SCORE = (
    f"round({STEPS} * (({_LIKED} + {USUAL * READERS}) / ({_READERS} + {READERS}))"
    f" / (1 + ln(1 + {_READERS} / {KNOWN}))) / {STEPS}"
)
