"""Lines that are signs, not sentences: scene breaks, flashbacks, "The End".

Each recogniser takes the plain text of one line. All are conservative: what is in doubt is text.
"""

import re

from core.html.tags import names
from intake.reader.body.headings import Heading, heading, numbered
from intake.reader.body.numerals import number_of

__all__ = [
    "Heading",
    "heading",
    "is_end_mark",
    "is_flashback",
    "is_last_mark",
    "is_scene_break",
    "number_of",
    "numbered",
]

LONGEST_BREAK = 80  # characters

SINGLE = frozenset("*＊#@|§●•⁂❦~+✦✶❖※☆★◆◇¤")
SIGN = r"[-*＊_=~#@+<>^./\\|§●•⁂❦:%&$¤°×—–…✦✶❖※☆★◆◇,]"
SIGNS = re.compile(rf"(?:{SIGN}\s*){{2,}}")
FACES = names(
    "^_^ ^^ -_- >_< .. -- <> ^.^ -.- ^-^ >< :/ *_* =_= ~_~ +_+ @_@ $_$ >.< =.= ~.~ <.< >.> >_> <_< "
    "^o^ ^x^ .o. =x= @o@ O.O o.o o.O O.o 0.0 X.X x.x"
)
LETTERED = re.compile(
    rf"(?:{SIGN}|\s)*(?:(?!Oo+\W*\Z)[oO0]{{2,7}}|[xX]{{3,}}|[xX](?:[\s.*~=+-]+[xX]){{2,}}"
    rf"|(?:o[oO0]?|O|0)(?:[\s.*~=+-]+[oO0]{{1,3}})+)(?:{SIGN}|\s)*"
)
EDGE = r"[-~=*+•—–_#@]+"
EDGED = re.compile(rf"(?=[^oOxX0]*[oOxX0]){EDGE}\s*(?:[-~=*+•—–_#@.\s]*[oOxX0])+\s*{EDGE}")
UTTERED = names(  # what somebody may say three times
    "HA HE HI HO NO GO NA LA BA AH EE OH DA DI DO YA MU TA WA BLA DUM TUT TSK TIC TOC BEEP BUZZ "
    "RING DING DONG BANG BOOM KNOCK HAHA BLAH CHOO WOO YES RUN"
)
CAPITALS = re.compile(rf"{SIGN}*(?P<unit>[A-Z]{{2,6}})(?:{SIGN}*(?P=unit)){{2,}}{SIGN}*")
SPOKEN = re.compile(
    r"[\W_]*(?:(?:scene|line|page|section|chapter|story) ?-?(?:break|change|divider)|-line-|hr|"
    r"change of scene|new scene|time ?skip|horizontal (?:line|rule)|divider|szenenwechsel|"
    r"changement de scène|cambio de escena|mudança de cena|cambio di scena|смена сцены)[\W_]*",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"[\W_]*[\[(<{~*-]\s*(?:break|line|scene)\s*[\])>}~*-][\W_]*", re.IGNORECASE)
HEARTS = re.compile(r"(?:<3\s*)+")
BREAKS = (SIGNS, LETTERED, EDGED, CAPITALS, HEARTS)
WORDLIKE = re.compile("[a-np-wyz]")  # a letter that no row of signs has
LONGEST_SPOKEN = 40
EXPLAINED = re.compile(r"[\W_]+\s(?:=+|-+)>?\s.*\w|.*:\s.*")  # "~~~ = scene change" is a legend

COUNT = r"(?:\d{1,4}(?:\s*(?:/|of|von|de)\s*\w{1,7})?|[^\W\d_]{1,12}(?:-[^\W\d_]{3,6})?)"
PIECE = "part|chapter|chap|ch|act|book|episode|section|teil|kapitel|parte|partie|capítulo|chapitre"
LASTS = (
    r"the end(?:,? for now|\s*\(for now\))?|end|fin|finis|finito|ende|owari|конец|"
    r"تمّ?ت|النهاية|fim|koniec|slut|loppu|einde|la fin|das ende|o fim|終わり|おわり|[終完]|"
    r"(?:the )?end of (?:the )?story"
)
CONTINUED = (
    r"tbc|to be cont(?:inued|['’]d|\.)?|to be concluded|"
    rf"(?:to be )?(?:continued|concluded|cont['’]d)(?: (?:in|on|with) "
    rf"(?:the )?(?:next )?(?:{PIECE}|post|mail|message)\s*{COUNT}?)?|"
    rf"(?:the )?end (?:of )?(?:the )?(?:{PIECE})\s*{COUNT}?|"
    r"end (?:of )?(?:prologue|epilogue|interlude)|"
    rf"(?:ende|fin|fine|fim) (?:von |de la |del |de l['’]|de |do |da |des |du |der )?"
    rf"(?:{PIECE})s?\s*{COUNT}?|конец (?:\w+ части|\w+ главы|части \w+|главы \w+)|"
    r"[àa] suivre|fortsetzung folgt|continuará|continua|continuação|продолжение следует|يتبع|"
    r"wordt vervolgd"
)
END = re.compile(
    rf"[\W_]*(?:(?P<last>{LASTS})|(?P<continued>{CONTINUED}))[\W_]*|-+\s*30\s*-+", re.IGNORECASE
)
# "*flashback*", "~ End Flashback ~", "[begin flashback]": signed on both sides, or in capitals.
FLASHBACK = re.compile(
    r"(?P<open>[\W_]*)(?:(?:begin|start|end|of|of the|stop|ende|fin|continue|resume)\W+){0,2}"
    r"(?:flash ?-?(?:back|forward)s?|rückblende|r[ée]trospective|ретроспектива|флешб[эе]к)"
    r"(?:\W+(?:begins?|starts?|ends?|over|mode))?(?P<close>[\W_]*)",
    re.IGNORECASE,
)


def is_scene_break(text: str) -> bool:
    """A short line of signs ("* * *", "-=-=-", "~*~"), or of what old documents used as signs."""
    if len(text) > LONGEST_BREAK * 2:
        return False
    text = text.strip()
    if not 0 < len(text) <= LONGEST_BREAK or text in FACES:
        return False
    if WORDLIKE.search(text) or len(text) <= LONGEST_SPOKEN:
        is_short = len(text) <= LONGEST_SPOKEN and not EXPLAINED.fullmatch(text)
        if is_short and (SPOKEN.fullmatch(text) or BRACKETED.fullmatch(text)):
            return text.casefold() != "hr"
        if WORDLIKE.search(text):
            return False
    if text in SINGLE:
        return True
    match = next((found for row in BREAKS if (found := row.fullmatch(text))), None)
    if match is None:
        return False
    return match.re is not CAPITALS or match["unit"] not in UTTERED


def is_end_mark(text: str) -> bool:
    return len(text) <= LONGEST_BREAK and bool(END.fullmatch(text.strip()))


def is_last_mark(text: str) -> bool:
    """An end of the whole story, not "To be continued"."""
    match = END.fullmatch(text.strip()) if len(text) <= LONGEST_BREAK else None
    return match is not None and not match["continued"]


def is_flashback(text: str) -> bool:
    """A line that only says that a flashback begins or ends."""
    match = FLASHBACK.fullmatch(text.strip()) if len(text) <= LONGEST_BREAK else None
    if match is None:
        return False
    return text.isupper() or bool(match["open"] and match["close"])
