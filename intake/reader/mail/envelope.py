"""The envelope of a mail or of a news post above the story's own header: "From:", "Message-ID:",
an archive's line of links, "----- Original Message -----". It is about the story's way, not of it:
its lines are kept for the author alone.
"""

import re
from dataclasses import dataclass

from core.html.tags import names
from intake.reader.header.entries import Entry
from intake.reader.header.labels import FIELD_OF, key_of
from intake.reader.lines import Line

LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z0-9-]{1,40})\s?:(?:\s+|$)")
MAILBOX = re.compile(r"From (?=\S+@\S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )")
FORWARDED = re.compile(
    r"[\s>]*-{2,}\s*(?:original message|forwarded (?:message|by .{1,80})|begin forwarded message)"
    r"\s*:?\s*-*\s*|\s*begin forwarded message\s*:\s*",
    re.IGNORECASE,
)
ATTRIBUTION = re.compile(
    r"\s*(?:On |In (?:article|message) )?\S.{0,160}@?.{0,80}\b(?:wrote|writes):\s*"
)
HEADERS = names(
    "from to cc bcc subject subj date sent sender path lines organization newsgroups keywords "
    "status importance priority expires approved supersedes attachments"
)
# Labels that mail programs write and no story holds.
PROOFS = names(
    "message-id newsgroups received mime-version content-type content-transfer-encoding "
    "return-path reply-to references in-reply-to nntp-posting-host nntp-posting-date xref "
    "delivered-to mailing-list precedence user-agent followup-to archive-name organization "
    "errors-to"
)
PROVING = re.compile(r"(?:x|list|resent|old|nntp)-[a-z-]+")
LINKS = names(
    "the gossamer project author authors title titles date dates spoilers crossovers x files "
    "adventure adventures stories story vignettes home homepage index archive archives search "
    "previous prev next messages message help reply forward view source up thread member members "
    "only post chat photos links database polls calendar back main page first last by sort list "
    "fandoms pairings faq news updates login register msg topic top unwrap lines of contents"
)
PARTED = re.compile(r"\s-\s|\s{2,}|[|\[\]«»<>/]|::|--")
FEWEST_LINKS = 3
LONGEST_LINKS = 160  # characters
TOP = 40  # lines in which a forwarded mail's own envelope begins
REMARKS = 600  # characters that somebody who forwards a story may write above it
LONGEST = 200  # lines of an envelope


@dataclass
class Envelope:
    """`entries` for the header, in order; `end` is the index of the first line below."""

    entries: list[Entry]
    end: int


def envelope(lines: list[Line]) -> Envelope:
    found = Envelope([], 0)
    while (at := _filled(lines, found.end)) < min(len(lines), LONGEST):
        if not (_take_line(lines, at, found) or _take_block(lines, at, found)):
            break
    if forward := _forwarded_below(lines, _filled(lines, found.end)):
        remarks = [line for line in lines[found.end : forward] if not line.is_blank]
        found.entries.append(Entry("", "", remarks[0].number, remarks))
        below = envelope(lines[forward:])
        return Envelope(found.entries + below.entries, forward + below.end)
    return found


def block_at(lines: list[Line], at: int) -> list[Entry]:
    """The header of a mail that begins here, [] if there is none."""
    entries: list[Entry] = []
    for line in lines[at : at + LONGEST]:
        if entries and line.text[:1] in " \t" and not line.is_blank:
            entries[-1].pieces.append(line.after(len(line.text) - len(line.text.lstrip())))
            continue
        match = LABEL.match(line.text)
        if not match or not _is_header(match["label"]):
            break
        value = line.after(match.end())
        pieces = [] if value.is_blank else [value]
        entries.append(Entry(_field(match["label"]), match["label"], line.number, pieces))
    return entries if _is_proven(entries) else []


def opens_mailbox(line: Line) -> bool:
    return bool(MAILBOX.match(line.text))


def value_of(entries: list[Entry], *labels: str) -> str:
    for entry in entries:
        if entry.label.casefold() in labels:
            return " ".join(piece.plain() for piece in entry.pieces)
    return ""


def is_links(text: str) -> bool:
    """ "Author - Title - Date - Spoilers": an archive's own line of links."""
    if len(text) > LONGEST_LINKS or not PARTED.search(text):
        return False
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return len(words) >= FEWEST_LINKS and all(word in LINKS for word in words)


def _take_line(lines: list[Line], at: int, found: Envelope) -> bool:
    """One line that stands above or between the headers of mails."""
    line, text = lines[at], lines[at].plain()
    if match := MAILBOX.match(line.text):
        found.entries.append(Entry("routing", "From", line.number, [line.after(match.end())]))
    elif is_links(text) or FORWARDED.fullmatch(text) or _is_attribution(lines, at, found):
        found.entries.append(Entry("", "", line.number, [line]))
    else:
        return False
    found.end = at + 1
    return True


def _is_attribution(lines: list[Line], at: int, found: Envelope) -> bool:
    """ "On Monday, Ann <ann@example.org> wrote:" above what she wrote."""
    text = lines[at].plain()
    return bool("@" in text and len(text) < 200 and ATTRIBUTION.fullmatch(text)) and (
        at == 0 or bool(found.entries)
    )


def _take_block(lines: list[Line], at: int, found: Envelope) -> bool:
    entries = block_at(lines, at)
    if not entries:
        return False
    found.entries += entries
    last = entries[-1].pieces[-1].number if entries[-1].pieces else entries[-1].number
    while at < len(lines) and lines[at].number <= last:
        at += 1
    found.end = at
    return True


def _forwarded_below(lines: list[Line], at: int) -> int:
    """Where a forwarded mail begins under a few remarks; 0 if there is none."""
    length = 0
    for here in range(at, min(len(lines), at + TOP)):
        if here > at and FORWARDED.fullmatch(lines[here].plain()):
            below = _filled(lines, here + 1)
            return here if block_at(lines, below) else 0
        length += len(lines[here].text)
        if length > REMARKS:
            return 0
    return 0


def _filled(lines: list[Line], at: int) -> int:
    while at < len(lines) and lines[at].is_blank:
        at += 1
    return at


def _is_header(label: str) -> bool:
    label = label.casefold()
    return label in HEADERS or label in PROOFS or bool(PROVING.fullmatch(label))


def _is_proven(entries: list[Entry]) -> bool:
    """Letters and diaries in a story begin like mails: "To: Giles", "Date: 12 March"."""
    labels = {entry.label.casefold() for entry in entries}
    if len(labels) < 2:
        return False
    if labels & PROOFS or any(PROVING.fullmatch(label) for label in labels):
        return True
    has_sender = "from" in labels or "to" in labels
    is_addressed = "@" in value_of(entries, "from") or "@" in value_of(entries, "to")
    return has_sender and (is_addressed or bool(labels & {"subject", "subj"}))


def _field(label: str) -> str:
    """Only who wrote it, to whom and about what can speak for the story."""
    label = label.casefold()
    if label in ("from", "to", "subject", "subj"):
        return "envelope"
    return "written" if FIELD_OF.get(key_of(label)) == "written" or label == "sent" else "routing"
