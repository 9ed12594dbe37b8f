"""Amounts, dates and ages, and ranges of them: “1000..5000”, “2w..”, “..2024-05”.

Both ends of a range belong to it. An end of `updated` is a day, a month or a year (2024-05-01,
2024-05, 2024), or an age: `2w` is two weeks ago.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone

BETWEEN = ".."
MOST = 1_000_000_000  # words
YEARS = range(1, 10_000)
OLDEST = 36_525  # days of an age
COMPARED = re.compile(r"([<>]=?)(.+)")
WIDE = str.maketrans({"＞": ">", "＜": "<", "＝": "=", "≥": ">=", "≤": "<=", "～": "~"})
BETWEENS = ("...", "..", "…", "–", "—", "~", "-")
AMOUNT = re.compile(r"(\d{1,3}(?:[.,٬'’_]\d{3}){1,4}|\d{1,10})(k?)")
AGE = re.compile(r"(\d{1,5})([dwmy])")
DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
DAYS = {"d": 1, "w": 7, "m": 30.4375, "y": 365.25}


def ends(value: str) -> tuple[str, str]:
    start, _between, stop = value.partition(BETWEEN)
    return start, stop


def joined(start: str, stop: str) -> str:
    return f"{start}{BETWEEN}{stop}"


def end(field: str, text: str) -> str:
    """One end as addresses have it, or "" where it is none."""
    text = text.strip().lower()
    return {"words": amount, "updated": date_or_age, "written": year}[field](text)


def read(field: str, text: str, *, is_excluded: bool = False) -> tuple[str, str] | None:
    """Both ends of what the box takes for a range: `>10000`, `<=500`, `1000-5000`, `2w`, `2024-05`.
    None if it is none. What is not less than 500 is 500 or more."""
    text = text.translate(WIDE).replace(" ", "").lower()
    match = COMPARED.fullmatch(text)
    if match:
        found = _compared(field, match[1], match[2])
    elif alone := end(field, text):
        found = (alone, "") if is_age(alone) else (alone, alone)
    elif text.endswith("+"):
        found = _compared(field, ">=", text[:-1])
    else:
        found = _between(field, text)
    if not found or not any(found):
        return None
    if is_excluded:
        return _contrary(field, *found)
    return put_in_order(field, *found)


def _compared(field: str, sign: str, text: str) -> tuple[str, str] | None:
    limit = end(field, text)
    if not limit:
        return None
    if is_age(limit):  # less than two weeks ago is since then
        return (limit, "") if "<" in sign else ("", limit)
    if "=" not in sign:
        limit = step(field, limit, +1 if sign == ">" else -1)
    return (limit, "") if ">" in sign else ("", limit)


def _between(field: str, text: str) -> tuple[str, str] | None:
    for between in BETWEENS:
        start, found, stop = text.partition(between)
        both = end(field, start), end(field, stop)
        if found and all(both):
            return both
    return None


def _contrary(field: str, start: str, stop: str) -> tuple[str, str] | None:
    if start and stop:
        return None  # what is outside of a range is two ranges
    limit = start or stop
    if not is_age(limit):
        limit = step(field, limit, -1 if start else +1)
    return ("", limit) if start else (limit, "")


def step(field: str, limit: str, by: int) -> str:
    """The next amount, year, month or day, or the one before."""
    if field != "updated":
        return end(field, str(max(0, int(limit) + by))) or limit
    year, *rest = map(int, limit.split("-"))
    if len(rest) == 2:
        try:
            return (date(year, *rest) + timedelta(days=by)).isoformat()
        except OverflowError:
            return limit
    if rest:
        years, month = divmod(year * 12 + rest[0] - 1 + by, 12)
        return end(field, f"{years:04}-{month + 1:02}") or limit
    return end(field, f"{year + by:04}") or limit


def amount(text: str) -> str:
    """“10.000”, “10,000”, “10k” are 10000."""
    match = AMOUNT.fullmatch(text)
    if not match:
        return ""
    number = int("".join(filter(str.isdecimal, match[1]))) * (1000 if match[2] else 1)
    return str(number) if number <= MOST else ""


def year(text: str) -> str:
    return str(int(text)) if re.fullmatch(r"\d{1,4}", text) and int(text) in YEARS else ""


def date_or_age(text: str) -> str:
    if match := AGE.fullmatch(text):
        number = int(match[1])
        return f"{number}{match[2]}" if 0 < number * DAYS[match[2]] <= OLDEST else ""
    match = DATE.fullmatch(text)
    if not match:
        return ""
    year, month, day = (int(number or 0) for number in match.groups())
    if year not in YEARS or (match[2] and not 1 <= month <= 12):
        return ""
    if match[3] and not 1 <= day <= monthrange(year, month)[1]:
        return ""
    return "-".join([f"{year:04}", *(f"{n:02}" for n in (month, day) if n)])


def is_age(end: str) -> bool:
    return end[-1:].isalpha()


def put_in_order(field: str, start: str, stop: str) -> tuple[str, str]:
    """From the less to the more, where that can be told."""
    if start and stop and _place(field, start) > _place(field, stop):
        return stop, start
    return start, stop


def _place(field: str, end: str) -> tuple:
    if field != "updated":
        return (int(end),)
    if is_age(end):
        return ("age", -int(end[:-1]) * DAYS[end[-1]])
    return ("", end)


def numbers(value: str) -> tuple[int | None, int | None]:
    start, stop = ends(value)
    return int(start) if start else None, int(stop) if stop else None


def moments(value: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """When it begins and ends, by the clock of whoever asks. Ages are of whole minutes: what is
    asked for again soon is the same."""
    start, stop = ends(value)
    return (
        _moment(start, now, is_end=False) if start else None,
        _moment(stop, now, is_end=True) if stop else None,
    )


def _moment(end: str, now: datetime, *, is_end: bool) -> datetime:
    if is_age(end):
        return now.replace(second=0, microsecond=0) - timedelta(days=int(end[:-1]) * DAYS[end[-1]])
    year, *rest = map(int, end.split("-"))
    month = rest[0] if rest else 12 if is_end else 1
    last = monthrange(year, month)[1]
    day = rest[1] if len(rest) > 1 else last if is_end else 1
    return timezone.make_aware(
        datetime.combine(datetime(year, month, day), time.max if is_end else time.min)
    )
