"""The languages in which there are stories, as the stories have them: “en”, “en-GB”, “zh-Hant”."""

from collections.abc import Iterable

from django.conf import settings
from django.core.cache import caches

from discovery.search import TooLong, statements
from stories import languages

KEY = "languages-of-stories"


def seen_by(user) -> list[str]:
    """Of stories that this person may see, the most used first."""
    column = 1 if user.is_authenticated else 2
    return [row[0] for row in _rows() if row[column]]


def meant_by(values: Iterable[str]) -> tuple[str, ...]:
    """All that a choice of languages means: of “en” British English too. What no story is written
    in stays, and finds none."""
    values = list(values)
    if not values:
        return ()
    known = [row[0] for row in _rows()]
    meant = [tag for value in values for tag in known if languages.is_a(tag, value)]
    return tuple(dict.fromkeys([*values, *meant]))


def _rows() -> list[tuple]:
    """(language, stories, public stories); looked up once a minute, and empty where there was no
    time for it."""
    rows = caches["pages"].get(KEY)
    if rows is None:
        try:
            rows = statements.rows(LANGUAGES)
        except TooLong:
            rows = []
        caches["pages"].set(KEY, rows, settings.NUMBER_SECONDS)
    return rows


LANGUAGES = """
SELECT language, count(*), count(*) FILTER (WHERE visibility = 'public')
FROM stories_listing GROUP BY language ORDER BY 2 DESC, 1
"""
