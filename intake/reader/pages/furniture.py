"""Lines of a page that are no lines of its story: "Back to Index", "Sign my guestbook", counters.

Told by their words and by what they lead to, above all at the page's head and foot. In doubt a line
is the story's.
"""

import re

from core.html.tags import names
from intake.reader.body.marks import heading
from intake.reader.header.labels import labelled
from intake.reader.pages import signs
from intake.reader.pages.rows import Row

LONGEST = 160  # characters of a line that leads somewhere
PROSE = 200  # characters of a line that is the story
WORD = re.compile(r"[^\W_]+")
LINKED = 0.7  # of a line's letters lead elsewhere

LEADING = names(
    "next previous prev last first back home homepage index main menu up top contents table "
    "return continue continued chapter chapters part page pages e email mail feedback guestbook "
    "guest book link links fic fics fanfic fanfics fanfiction fan fiction stories story archive "
    "site map sitemap web ring webring random list sites print forward begin beginning start end "
    "prologue epilogue author review reviews comments"
)
BETWEEN = names(
    "on to my me the of a an this for your go here click please send read view sign and or from in "
    "with us one two three four five six seven eight nine ten i ii iii iv v vi vii viii ix x"
)
# Whoever writes such a line at the head or foot of a page speaks of the page, linked or not.
OF_THE_PAGE = re.compile(
    r"""[\W_]*(?:
    (?:please\ )?(?:sign|view|read)\ (?:and\ \w+\ )?(?:my|the|our)\ guest\ ?book|
    best\ viewed\ (?:in|with|at|using)\b|this\ (?:page|site)\ (?:is\ )?best\ viewed|
    (?:this\ )?(?:web\ ?)?(?:page|site)\ (?:is\ )?hosted\ by\b|hosted\ by\b|powered\ by\b|
    get\ your\ own\ (?:free\b.{0,20})?(?:home\ ?page|web\ ?site|web\ ?page)|
    you\ are\ (?:the\ )?visitor\b|visitors?\ since\b|\d+\ (?:people\ have|visitors)\b|
    this\ page\ has\ been\ (?:visited|accessed|viewed)|(?:hits|visits)\ since\b|
    (?:this\ .{1,60}\ )?web\ ?ring(?:\ site)?\ (?:is\ )?(?:owned|run|maintained)\ by|
    (?:want\ to\ )?join\ (?:the|this|our)\ .{0,40}web\ ?ring|
    (?:go\ back|back|return)\ to\ (?:the\ |my\ )?
        (?:index|main|home|top|contents|stories|fan\ ?fiction|fanfic)\b|
    (?:made|created|built)\ with\ (?:notepad|frontpage|netscape|geocities|angelfire|dreamweaver)|
    (?:add\ to|bookmark\ this)\ (?:favou?rites|page)|
    web\ hosting\ (?:by|provided)\b|geocities\ home\ page
    ).{0,100}""",
    re.I | re.X,
)


def withhold(rows: list[Row]) -> None:
    """Sign the rows that only furnish the page."""
    prose = [at for at, row in enumerate(rows) if not row.sign and len(row.line.text) >= PROSE]
    first, last = (prose[0], prose[-1]) if prose else (len(rows) // 2, len(rows) // 2)
    for at, row in enumerate(rows):
        if not row.sign and row.words and _is_furniture(row, is_edge=not first <= at <= last):
            row.sign = signs.NAVIGATION


def _is_furniture(row: Row, *, is_edge: bool) -> bool:
    words = " ".join(row.words.split())
    if len(words) > LONGEST:
        return row.line.is_block and row.links > LINKED and is_edge
    if row.line.heading or labelled(row.line):
        return False
    if row.links > LINKED and _leads(words):
        return True
    if not is_edge:
        return False
    if row.line.is_block and row.links > LINKED:
        return True
    if OF_THE_PAGE.fullmatch(words) and not heading(words):
        return True
    return row.links > 0 and _is_bracketed(words) and _leads(words)


def _leads(words: str) -> bool:
    """ "Next Chapter", "E-mail me", "1 | 2 | 3" """
    found = [word.lower() for word in WORD.findall(words)]
    is_known = all(word in LEADING or word in BETWEEN or word.isdecimal() for word in found)
    return is_known and any(word in LEADING or word.isdecimal() for word in found)


def _is_bracketed(words: str) -> bool:
    """ "[ Prev | Home | Next ]" """
    return words[:1] in "[|<«(" and words[-1:] in "]|>»)"
