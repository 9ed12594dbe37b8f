"""When a story was written, from the ways in which people write dates: only what is certain."""

import re
from datetime import date

OLDEST = 1930  # the first year that a fanzine could carry
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTH_OF = {name: number for number, name in enumerate(MONTHS.split(), 1)}
NAME = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4}|'?\d{2})"
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
FORMS = tuple(
    re.compile(WEEKDAY + form, re.IGNORECASE)
    for form in (
        rf"{NAME}\s+{DAY},?\s+{YEAR}",
        rf"{DAY}(?:\s+of)?[\s-]+{NAME},?[\s-]+{YEAR}",
        rf"{NAME},?\s+{YEAR}",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>\d{4}|\d{2})",
        r"(?P<month>\d{1,2})/(?P<year>\d{4}|\d{2})",
        r"(?P<year>(?:19|20)\d\d)",
    )
)


PUBLISHED = re.compile(
    r"post|publi|submit|date sent|опубл", re.IGNORECASE
)  # of labels that speak of a story's first readers, not of its writing


def kind_of(field: str, label: str) -> str:
    """Which date a labelled line gives: "written", "published" or "updated"."""
    if field == "updated":
        return "updated"
    return "published" if PUBLISHED.search(label) else "written"


def parse(text: str) -> tuple[int, int | None, int | None, bool] | None:
    """ "3 May 1999" → (1999, 5, 3, True). False where something was left open or other words
    stand beside: "03/04/99" is April or March. None if there is no date at its beginning."""
    text = text.strip().rstrip(".")
    for form in FORMS:
        match = form.match(text)
        if match and (found := _certain(match.groupdict())):
            is_whole = match.end() == len(text) and (
                found[1] is not None or "a" not in match.re.groupindex
            )
            return *found, is_whole
    return None


def _certain(parts: dict[str, str | None]) -> tuple[int, int | None, int | None] | None:
    year = _year(parts["year"] or "")
    month, day = _month(parts.get("month")), _number(parts.get("day"))
    if parts.get("a"):
        first, second = _number(parts["a"]) or 0, _number(parts["b"]) or 0
        if first == second or 12 < second <= 31:
            month, day = first, second
        elif 12 < first <= 31:
            month, day = second, first
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return (year, month, day) if OLDEST <= year <= 2100 else None


def _year(text: str) -> int:
    number = int(text.strip("'"))
    if len(text) == 4:
        return number
    return number + (1900 if number >= 60 else 2000)


def _month(text: str | None) -> int | None:
    if text and text.isalpha():
        return MONTH_OF[text[:3].lower()]
    return _number(text)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
