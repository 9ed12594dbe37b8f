"""What a list is asked for, as ids and numbers: what discovery/search reads.

How it came there is another matter: discovery/wishes reads addresses and the search box.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Words:
    """Words that stand beside each other (a phrase) or a single one. `field`: "" is all that a
    card says; "title", "by", "tag", "au" (the premise) are parts of it; "text" is the chapters'."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Criteria:
    """Each field narrows the list; an empty one does not. Ranges are (from, to), both included,
    None at an open end. Tags are official ones: a story stands under all that its own mean."""

    # Whose list it is: all of them, whatever `any` says. The page of one tag or pen name.
    of_tags: tuple[int, ...] = ()
    of_pen_names: tuple[int, ...] = ()
    of_stories: tuple[int, ...] | None = None  # one of them, if not of all: the page of a series
    tags: tuple[int, ...] = ()  # every one of them, or with `any` at least one
    not_tags: tuple[int, ...] = ()  # none of them
    main_tags: tuple[int, ...] = ()  # as `tags`, at the heart of the story
    not_main_tags: tuple[int, ...] = ()  # none of them at its heart
    hearts: tuple[int, ...] = ()  # narrow nothing: the relationships and characters asked for
    pen_names: tuple[int, ...] = ()  # as `tags`
    not_pen_names: tuple[int, ...] = ()
    any: bool = False  # one of `tags`, `main_tags` or `pen_names` is enough
    ratings: tuple[str, ...] = ()  # one of them
    not_ratings: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    not_statuses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    not_languages: tuple[str, ...] = ()
    words: tuple[int | None, int | None] = (None, None)
    updated: tuple[datetime | None, datetime | None] = (None, None)
    written: tuple[int | None, int | None] = (None, None)  # years
    crossovers: str = ""  # "none" or "only"
    chapters: str = ""  # "one" or "many"
    says: tuple[Words, ...] = ()  # all of them
    says_not: tuple[Words, ...] = ()  # none of them


@dataclass(frozen=True)
class Exclusions:
    """What a reader never wants to see in any list."""

    tags: tuple[int, ...] = ()
    pen_names: tuple[int, ...] = ()
    words: tuple[str, ...] = ()  # each a word or a phrase, in what a card says

    def __bool__(self):
        return bool(self.tags or self.pen_names or self.words)
