"""How mails end: with a signature below "-- ", or with a paragraph that says where to write."""

import re

from intake.reader.addresses import addresses, is_address
from intake.reader.body.marks import is_end_mark
from intake.reader.header.labels import labelled
from intake.reader.lines import Line

SIGN = re.compile(r"--|—")
LONGEST = 12  # lines
WIDEST = 90  # columns
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
ASKS = re.compile(
    r"\b(?:feedback|comments?|e-?mail me|mail me|write to|write me|send|reviews?|flames)\b",
    re.IGNORECASE,
)


def signature(lines: list[Line]) -> int:
    """The index of its first line; the number of lines if there is none."""
    last = _last_filled(lines)
    signs = [
        at
        for at in range(max(1, last - LONGEST), last)
        if SIGN.fullmatch(lines[at].plain()) and not lines[at].heading
    ]
    if signs and _is_signature(lines, signs):
        return signs[-1]
    return len(lines)


def _is_signature(lines: list[Line], signs: list[int]) -> bool:
    """Two hyphens alone may part scenes as well: a mail program put a blank behind them, or there
    is an address below."""
    at = signs[-1]
    below = [line for line in lines[at + 1 :] if not line.is_blank]
    if any(len(line.text) > WIDEST or is_end_mark(line.plain()) for line in below):
        return False
    is_standard = lines[at].text == "-- " and not lines[at + 1].is_blank and len(signs) == 1
    return is_standard or any(_has_address(line) for line in below)


def last_words(lines: list[Line]) -> int:
    """The index of a paragraph at the very end with an address in it and nothing of a story; the
    number of lines if there is none."""
    start = last = _last_filled(lines)
    while start > 0 and not lines[start - 1].is_blank and last - start < LONGEST:
        start -= 1
    block = lines[start : last + 1]
    if not start or not any(_has_mail(line) for line in block):
        return len(lines)
    if any(len(line.text) > WIDEST or _is_no_prose(line) for line in block):
        return len(lines)
    text = " ".join(line.plain() for line in block)
    asks = len(text) < 4 * WIDEST and ASKS.search(text)
    return start if asks or is_address(text) else len(lines)


def _is_no_prose(line: Line) -> bool:
    return line.is_block or bool(labelled(line)) or is_end_mark(line.plain())


def _has_address(line: Line) -> bool:
    return bool(LINK.search(line.text)) or _has_mail(line)


def _has_mail(line: Line) -> bool:
    return next(addresses(line.text), None) is not None


def _last_filled(lines: list[Line]) -> int:
    return next((at for at in range(len(lines) - 1, -1, -1) if not lines[at].is_blank), 0)
