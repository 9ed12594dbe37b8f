"""Plain text → a manuscript. It may be a mail, a post, or several of them pasted together, each
with an envelope and the footers of its list."""

from dataclasses import replace
from itertools import pairwise

from intake.reader.addresses import addresses
from intake.reader.compose import compose
from intake.reader.header.entries import Entry
from intake.reader.joining import joined
from intake.reader.joining.names import base_of
from intake.reader.lines import Line, lines_of, reading
from intake.reader.mail import repairs
from intake.reader.mail.envelope import (
    FORWARDED,
    PROOFS,
    PROVING,
    block_at,
    envelope,
    opens_mailbox,
    value_of,
)
from intake.reader.mail.footers import HINTS, swept
from intake.reader.mail.parts import with_part
from intake.reader.mail.subject import subject_of, with_subject
from intake.reader.manuscript import Manuscript, ReportLine

HEAD = 240  # lines that may hold the envelope of the first mail
BLOCK = 60  # lines of an envelope further down
MAILS = 1_000  # more divide nothing
OPENING = (
    *("From ", "From:", "To:", "Date:", "Subject:", "Subj:", "Path:", "Sender:", "Received:"),
    *("Newsgroups:", "Message-ID:", "Message-Id:", "Return-Path:", "Reply-To:", "Delivered-To:"),
    "X-",
)
SURE = PROOFS - {"organization", "reply-to"}


def manuscript(text: str, *, thoughts: bool) -> Manuscript:
    """Line numbers are those of the repaired text, which `source` is the reading of."""
    text, sentences = repairs.repaired(text)
    found = joined([_mail(one, thoughts=thoughts) for one in divided(text)])
    report = tuple(ReportLine(0, "", sentence) for sentence in sentences)
    return replace(found, report=report + found.report)


def _mail(text: str, *, thoughts: bool) -> Manuscript:
    lines, raw = lines_of(text), text.split("\n")
    above = envelope(lines)
    rest = lines[above.end :]
    low = text.casefold()
    left = swept(rest, has_footers=any(hint in low for hint in HINTS))
    found = compose(left.lines, raw, above=above.entries, thoughts=thoughts)
    report = sorted((*found.report, *left.report), key=lambda line: line.line)
    found = replace(found, report=tuple(report), source=reading(text))
    return with_part(with_subject(found), "")


def divided(text: str) -> list[str]:
    """The mails of a text, one below the other; mostly there is one. In a story people write mails
    to each other: a new one begins only where a program's own header says so, or where whoever sent
    the first sends the next part."""
    lines = text.split("\n")
    first = envelope([Line(at, line) for at, line in enumerate(lines[:HEAD], 1)])
    starts = [
        start
        for at in range(first.end + 1, len(lines))
        if lines[at].startswith(OPENING) and (start := _start_of_mail(lines, at, first.entries))
    ]
    if not starts or len(starts) > MAILS:
        return [text]
    edges = [0, *starts, len(lines)]
    return ["\n".join(lines[a:b]) for a, b in pairwise(edges)]


def _start_of_mail(lines: list[str], at: int, first: list[Entry]) -> int:
    """The line where the mail begins whose envelope stands at `at`; 0 if none does."""
    if not _stands_apart(lines, at):
        return 0
    is_boxed = opens_mailbox(Line(at, lines[at]))
    here = [Line(number, line) for number, line in enumerate(lines[at + is_boxed : at + BLOCK], at)]
    block = block_at(here, 0)
    if not block or not (is_boxed or _is_made_by_a_program(block) or _goes_on(first, block)):
        return 0
    above = at - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    is_forward = bool(FORWARDED.fullmatch(lines[above])) and above > 0
    return above if is_forward else at


def _stands_apart(lines: list[str], at: int) -> bool:
    above = lines[at - 1]
    return not above.strip() or not any(map(str.isalnum, above)) or bool(FORWARDED.fullmatch(above))


def _is_made_by_a_program(block: list[Entry]) -> bool:
    labels = {entry.label.casefold() for entry in block}
    return bool(labels & SURE) or any(PROVING.fullmatch(label) for label in labels)


def _goes_on(first: list[Entry], block: list[Entry]) -> bool:
    """The same sender, and a subject with the same title."""
    sender, title = _sender(first), _title(first)
    return bool(sender and title) and (sender, title) == (_sender(block), _title(block))


def _sender(entries: list[Entry]) -> str:
    value = value_of(entries, "from")
    return next((one.key for one in addresses(value)), value.casefold())


def _title(entries: list[Entry]) -> str:
    return base_of(subject_of(value_of(entries, "subject", "subj")).title)
