"""What mailing lists and free mail hosts hung under every mail: "To unsubscribe from this group",
sponsors, addresses of the list. Found wherever it stands, for parts were pasted together.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from intake.reader.lines import Line
from intake.reader.mail.envelope import is_links
from intake.reader.manuscript import ReportLine

REASON = _("A mailing list or its host added this.")
LONGEST = 30  # lines of a block with an end of its own
PARAGRAPHS = 40  # lines of one without

# (how it begins, how it ends): a row of signs closes what a row of signs with a name opened.
RULE = r"[-_=~^*|`'.,<> ]{10,}"
BETWEEN = (
    (r"[-_=~ ]{3,}\s*(?:Yahoo! Groups|eGroups|ONElist|Topica)\s+Sponsor\s*[-_=~> ]{3,}", RULE),
    (r"={1,2}\^={10,}", r"={1,2}\^={10,}"),
    (r"\.?[-=]{2,}\s?Anime/Manga Fanfiction Mailing List\s?[-=]{2,}\.?", r"[`'].*-{2,}.*'"),
)
# What goes on until a blank line.
OPENERS = (
    r"(?:<\*>\s*)?To unsubscribe from this (?:group|mailing list|list)\b.*",
    r"(?:<\*>\s*)?To (?:visit|change settings|subscribe|post|start a new topic|contact).{0,40}"
    r"(?:your group|this group|this list|to this list|via email|on the web)\b.*",
    r"(?:<\*>\s*)?Your use of (?:Yahoo! Groups|this group) is subject to\b.*",
    r"Community email addresses:.*",
    r"Shortcut URL to this page:.*",
    r"Yahoo! Groups Links\s*",
    r"Do You Yahoo!\?.*",
    r"(?:eGroups\.com home|eGroup home|www\.egroups\.com)\b.*",
    r"T O P I C A\b.*",
    r"EASY UNSUBSCRIBE click here\b.*",
    r"Get (?:Your Private, Free E-?mail|your FREE download of MSN)\b.*",
    r"Sent (?:via Deja\.com|by Topica)\b.*",
    r"-+==? Posted (?:via|from) .{3,60}=?=-+.*",
    r"Join (?:the world's largest e-mail service|MSN) .{0,40}hotmail.*",
    r"You don't need to buy Internet access to use free Internet e-mail\..*",
    r"\S+ mailing list\s*",
)
ENDS = [(re.compile(begin, re.I), re.compile(end, re.I)) for begin, end in BETWEEN]
OPENER = re.compile("|".join(OPENERS), re.IGNORECASE)
ADDRESS = re.compile(r"\s*(?:<\*>\s*)?<?(?:mailto:|https?://|www\.)?\S+[@/.]\S+>?\s*|<\*>\s*")
HINTS = (
    "unsubscribe",
    "yahoo!",
    "egroup",
    "onelist",
    "topica",
    "mailing list",
    "posted via",
    "posted from",
    "sent via",
    "hotmail",
    "msn explorer",
    "fanfiction mailing",
    "buy internet access",
)
MAILMAN = re.compile(r"\S+ mailing list\s*", re.IGNORECASE)
ROW = re.compile(r"[-_=~]{5,}[->]{0,3}")


@dataclass
class Swept:
    """The `lines` that are left, and what was taken out."""

    lines: list[Line]
    report: list[ReportLine]


def swept(lines: list[Line], *, has_footers: bool) -> Swept:
    """Without the footers of lists; rows of signs that framed them go too. `has_footers`: any of
    HINTS stands in the text."""
    lines, links = _without_links(lines)
    found = _swept(lines) if has_footers else Swept(lines, [])
    return Swept(found.lines, [*found.report, *links])


def _without_links(lines: list[Line]) -> tuple[list[Line], list[ReportLine]]:
    """Without an archive's line of links at the very end."""
    at = next((at for at in range(len(lines) - 1, -1, -1) if not lines[at].is_blank), 0)
    if not at or lines[at].is_block or not is_links(lines[at].plain()):
        return lines, []
    return lines[:at], [ReportLine(lines[at].number, lines[at].plain(), str(REASON))]


def _swept(lines: list[Line]) -> Swept:
    kept: list[Line] = []
    report: list[ReportLine] = []
    at = 0
    while at < len(lines):
        end = _end_of_footer(lines, at)
        if end == at:
            kept.append(lines[at])
            at += 1
            continue
        block = _frame_above(kept) + lines[at:end]
        text = "\n".join(line.plain() for line in block if not line.is_blank)
        report.append(ReportLine(block[0].number, text, str(REASON)))
        kept.append(Line(lines[at].number, ""))
        at = end
    return Swept(kept, report) if report else Swept(lines, [])


def _end_of_footer(lines: list[Line], at: int) -> int:
    """The index after the footer that begins at `at`, or `at`."""
    text = lines[at].plain()
    if not text or len(text) > 200 or lines[at].is_block:
        return at
    for begin, end in ENDS:
        if begin.fullmatch(text):
            return _closed(lines, at, end)
    if OPENER.fullmatch(text) and _is_meant(lines, at, text):
        return _with_frame(lines, _paragraph(lines, at))
    return at


def _is_meant(lines: list[Line], at: int, text: str) -> bool:
    """ "Ann mailing list" means nothing without the list's address under it."""
    if not MAILMAN.fullmatch(text):
        return True
    below = "".join(line.text for line in lines[at + 1 : at + 3])
    return "@" in below and "/" in below


def _closed(lines: list[Line], at: int, end: re.Pattern[str]) -> int:
    for here in range(at + 1, min(len(lines), at + LONGEST)):
        if end.fullmatch(lines[here].plain()):
            return here + 1
    return _paragraph(lines, at)


def _paragraph(lines: list[Line], at: int) -> int:
    """To the next blank line; addresses that stand alone below belong to it still."""
    limit = min(len(lines), at + PARAGRAPHS)
    while at < limit and not lines[at].is_blank:
        at += 1
    below = at
    while below < limit and (lines[below].is_blank or ADDRESS.fullmatch(lines[below].text)):
        below += 1
        at = below if not lines[below - 1].is_blank else at
    return at


def _with_frame(lines: list[Line], at: int) -> int:
    return at + 1 if at < len(lines) and ROW.fullmatch(lines[at].plain()) else at


def _frame_above(kept: list[Line]) -> list[Line]:
    """The row of signs right above a footer."""
    if kept and ROW.fullmatch(kept[-1].plain()):
        return [kept.pop()]
    return []
