"""What the subject of a mail says of the story in it: its title, its part, a rating, a show.

Lists had their rules: `FIC: "Title" (1/5)`; `NEW: Title, 1/3 (VOY, J/C) [PG-13]`; `[FFML]
[Ranma][fanfic] Title, part 2`; alt.startrek.creative had postname, series, title, parts, rating,
codes, in this order.
"""

import re
from dataclasses import dataclass, replace

from core.html.tags import names
from intake.reader.header.codes import TREK
from intake.reader.header.suggestions import GENRES, RATING_OF, TERSE_GENRES
from intake.reader.manuscript import HeaderLine, Manuscript, Suggestion

SUBJECTS = frozenset(("subject", "subj"))
LONGEST = 300  # characters of a subject
POSTED = names(
    "new newfic fic fics fanfic fanfics fanfiction story stories repost reposted rep xfc n2u cor "
    "rev dra drf dft wip new2asc new2ascem post posting update updated revised ffml spamfic "
    "ficlet vignette challenge part chapter resend ot admin"
)
CODES = POSTED | names("occ mis m f adult gen slash het lemon lime complete completed nr")
POSTNAMES = names("NEW N2U REP COR REV DRA WIP DRF DFT FIC REPOST NEW2ASC NEW2ASCEM xfc")

AGAIN = re.compile(r"\s*(?:re|fwd?|aw)\s*:\s*", re.IGNORECASE)
BRACKETS = re.compile(r"\[([^\[\]]{1,60})\]")
GROUP = re.compile(r"\(([^()]{1,80})\)")
ANNOUNCED = re.compile(r"\s*([A-Za-z0-9]{2,12})\s*(:|--?(?=\s))\s*")
POSTNAME = re.compile(rf"\s*(?:{'|'.join(sorted(POSTNAMES, key=len, reverse=True))})\s+(?=\S)")
PART = re.compile(
    r"[(\[]?\s*(?:\b(?:part|pt|chapter|ch)\b\.?\s*)?"
    r"(?<![\w/])(\d{1,3}\s*(?:/|\s+of\s+)\s*(?:\d{1,3}|\?+|wip|x+))(?![\w/])\s*[)\]]?"
    r"|[(\[]?\s*\b((?:part|pt|chapter|ch)\b\.?\s*(?:\d{1,3}|[ivx]+|one|two|three|four|five|six|seven|"
    r"eight|nine|ten))(?!\w)\s*[)\]]?",
    re.IGNORECASE,
)
EDGES = " \t,;:.-–—_*~\"“”'‘’«»"
QUOTED = re.compile(r"[\"“«]([^\"”»]{2,120})[\"”»]")


@dataclass(frozen=True)
class Subject:
    """`part` as it stands: "1/3", "part 2", "". `names` are (kind, name) of suggestions."""

    title: str = ""
    part: str = ""
    names: tuple[tuple[str, str], ...] = ()


def subject_of(value: str) -> Subject:
    """Read the value of a Subject line, as lists and newsgroups wrote it."""
    text = AGAIN.sub("", " ".join(value.split())[:LONGEST], count=1)
    tags = BRACKETS.findall(text)
    bare = _unannounced(BRACKETS.sub(_part_alone, text).strip())
    part = PART.search(bare)
    before, after = (bare[: part.start()], bare[part.end() :]) if part else (bare, "")
    groups = GROUP.findall(before + " " + after)
    title = _title(before) or _title(after)
    said = [*_of_tags(tags), *_of_codes(" ".join([*groups, after if _title(before) else ""]))]
    said += _of_codes(bare.split(maxsplit=1)[0]) if bare else []
    return Subject(title, (part[1] or part[2]) if part else "", tuple(dict.fromkeys(said)))


def with_subject(manuscript: Manuscript) -> Manuscript:
    """The manuscript with what the subject of its mail suggests."""
    line = next((one for one in manuscript.header_lines if _is_subject(one)), None)
    if line is None:
        return manuscript
    found = subject_of(line.value)
    said = [*found.names]
    if found.title and not manuscript.title:
        said.append(("title", found.title))
    known = {(one.kind, one.name.casefold()) for one in manuscript.suggested}
    why = f"{line.label}: {line.value}"
    new = (
        Suggestion(kind, name, why, line.line)
        for kind, name in said
        if (kind, name.casefold()) not in known
    )
    return replace(manuscript, suggested=(*manuscript.suggested, *new))


def _is_subject(line: HeaderLine) -> bool:
    return line.label.casefold() in SUBJECTS


def _part_alone(match: re.Match[str]) -> str:
    """ "[2/5]" is a part, every other bracket a tag."""
    return match[0] if PART.fullmatch(match[0]) else " "


def _unannounced(text: str) -> str:
    """Without "FIC:", "NEW" and their like, which stand before the title."""
    while (match := ANNOUNCED.match(text)) and match[1].lower() in POSTED:
        text = text[match.end() :]
    while match := POSTNAME.match(text):
        text = text[match.end() :]
    return text


def _title(text: str) -> str:
    """What is left of the codes: the title, if it is one."""
    if quoted := QUOTED.search(text):
        return quoted[1].strip()
    text = GROUP.sub(lambda match: " " if _is_code(match[1]) else match[0], text)
    words = text.split()
    while words and (words[-1].strip(EDGES) in TREK or _is_code(words[-1]) or "/" in words[-1]):
        words.pop()
    while words and words[0].strip(EDGES) in TREK:
        words.pop(0)
    title = " ".join(words).strip(EDGES)
    return title if any(map(str.isalpha, title)) else ""


def _is_code(text: str) -> bool:
    pieces = [piece.strip(EDGES) for piece in re.split(r"[,;\s]+", text) if piece.strip(EDGES)]
    return bool(pieces) and all(
        piece in TREK or piece.lower() in CODES or piece.upper() in RATINGS or "/" in piece
        for piece in pieces
    )


RATINGS = frozenset(token.upper() for token in RATING_OF if not token.isdecimal())


def _of_tags(tags: list[str]) -> list[tuple[str, str]]:
    """The first bracket is often the list's own name; the others say something."""
    said: list[tuple[str, str]] = []
    for position, tag in enumerate(tags):
        codes = _of_codes(tag)
        low = tag.strip().lower()
        if low in RATING_OF and not low.isdecimal():
            said.append(("rating", RATING_OF[low]))
        elif codes:
            said += codes
        elif position and low not in CODES and not PART.fullmatch(tag) and "/" not in tag:
            said.append(("fandom", tag.strip()))
    return said


def _of_codes(text: str) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    for piece in re.split(r"[,;\s()]+", text):
        word = piece.strip(EDGES)
        if word in TREK:
            said.append(("fandom", TREK[word]))
        elif word.isupper() and word.lower() in RATING_OF and not word.isdecimal():
            said.append(("rating", RATING_OF[word.lower()]))
        elif tag := GENRES.get(word.lower()) or TERSE_GENRES.get(word.lower()):
            said.append(tag)
    return said
