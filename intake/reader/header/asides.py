"""Paragraphs between a title and its story that have no label, and what they announce: "Paramount
owns them.", "PG - set in the autumn", "Permission to archive granted."

They would be the story's first words if nobody knew them, so that only what old headers said again
and again is recognised. In doubt a paragraph is the story.
"""

import re

from intake.reader.addresses import addresses
from intake.reader.header import overheard
from intake.reader.header.series import series_of_line

LONGEST = 600  # characters
LINE = 120  # characters of what stands on one line

OWNERS = (
    "paramount|viacom|fox|1013|ten[- ]thirteen|chris carter|(?:george )?lucas(?:film)?|"
    "joss(?: whedon)?|mutant enemy|wb|upn|cbs|nbc|abc|hbo|bbc|mgm|sony|disney|marvel|"
    "dc comics|warner(?: bro\\w*)?|universal|(?:j\\.? ?k\\.? )?rowling|tolkien|"
    "(?:rumiko )?takahashi|toei|(?:naoko )?takeuchi|gainax|clamp|kripke|rysher|pet ?fly|"
    "davis[/-]panzer|renaissance pictures|showtime|rob tapert|straczynski|jms|"
    "(?:gene )?roddenberry|bioware|square(?:soft| enix)|nintendo|capcom|konami|"
    "(?:their|its|his|her) (?:respective |rightful )?(?:owners?|creators?)"
)
OWNED = (
    "them|it all|everything|everyone|everybody|'em|all|these|those|star (?:trek|wars)|"
    "the (?:characters?|rights|show|series|boys|universe|x-files|copyright)"
)
THESE = (
    "they|these|those|characters?|boys|girls|people|guys|everything|everyone|all of them|none of"
)
KINDS = {
    "notes": (
        r"\b(?:this|my|another)\b[^.!?]{0,30}\b(?:fic|fanfic|fan ?fiction|songfic|drabble)\b",
        r"\bmy (?:wonderful |great |dear )?beta|\bbeta(?:'?d|ed) (?:by|this|it)\b|\bun-?beta",
        r"^dedicated to\b",
    ),
    "disclaimer": (
        rf"\b(?:{OWNERS})\b[^.!?]{{0,30}}\b(?:owns?|holds?|has|have|created) (?:{OWNED})\b",
        rf"\b(?:belongs?|property|copyright|©|trademarks?)\b[^.!?]{{0,40}}\b(?:{OWNERS})\b",
        rf"\b(?:{THESE})\b[^.!?]{{0,30}}\bbelongs? to (?:some|other|an)",
        rf"\b(?:{THESE})\b[^.!?]{{0,30}}\b(?:aren[’']?t|are not|not|isn[’']?t) mine\b",
        r"\b(?:do not|don[’']?t|never) own (?:them|'em|these|those|the (?:characters?|show))\b",
        r"\b(?:do not|don[’']?t) own any of (?:them|'em|these|the)\b",
        r"\bi only own\b|\bi[’']?m (?:just|only) borrowing\b|^(?:they[’' ]a?re )?not mine\b",
        r"\bno (?:copyright )?infringement\b|\bnot making (?:any |a )?(?:money|profit)\b",
        r"\bno (?:money|profit)\b[^.!?]{0,30}\b(?:made|making|earned|intended)\b",
        r"\bplease don[’']?t sue\b|^(?:the )?(?:usual|standard) disclaimers?\b|^disclaimed\b",
        r"[.;!]\s+(?:usual|standard) disclaimers? appl(?:y|ies)\b",
        r"^this (?:story|fic|work) may (?:not )?be (?:sold|copied|reproduced|archived|posted)\b",
        r"\bno \w+ (?:were|was) harmed in the (?:making|writing)\b",
    ),
    "distribution": (
        r"^(?:please )?(?:do not|don[’']?t) (?:archive|post|distribute|repost)\b",
        r"\b(?:permission|okay|ok|fine|free|welcome) to (?:archive|post|distribute)\b",
        r"\bpermission\b[^.!?]{0,30}\b(?:archiv|granted)|\bask\b[^.!?]{0,30}\barchiving\b",
        r"^(?:archive|post|distribute) (?:it )?(?:anywhere|freely|at will|wherever|if you)\b",
        r"^(?:gossamer|ephemeral|xemplary|spookys?|[\w ]{2,20} archive)\b[\w ,&/]{0,40}?"
        r"\b(?:okay|ok|yes|fine|no)\b[^.!?]{0,40}[.!?]?$",
    ),
    "feedback": (
        r"^(?:please |all |any |constructive )?(?:feedback|comments?|criticism|c&c|flames?)\b"
        r"(?! (?:was|were|had))[^.!?]{0,60}\b(?:welcome|appreciated|accepted|craved|adored)\b",
        r"^(?:please )?(?:send )?(?:feedback|comments?) to\b|^(?:please )?r ?& ?r\W*$",
    ),
    "spoilers": (
        r"^(?:(?:no|some|minor|major|mild|big|slight|vague)\s+)*spoilers?\b",
        r"^(?:set|takes place|this takes place|occurs|post-)\b[^.!?]{0,60}"
        r"\b(?:season|episode|ep|movie|film|series|finale)\b",
    ),
    "warning": (
        r"^this (?:story|fic|work) contains\b|\bif you are (?:not of age|under ?age|offended)\b",
        r"^(?:warnings?|caution)\b",
        r"^(?:contains|implied|mentions? of|graphic|explicit)\b[^.!?]{0,40}"
        r"\b(?:m/m|f/f|slash|sex|violence|language|character death|content)\b",
    ),
}
PATTERNS = [
    (field, re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE))
    for field, forms in KINDS.items()
]
FOR = re.compile(r"[Ff]or [A-Z][\w’'-]*(?:,? (?:and |& )?[A-Z][\w’'-]*){0,4}")
HOUR = re.compile(r",?\s+(?:at|@)?\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?$", re.IGNORECASE)
SPEECH = re.compile(r"[\"“«‘]|''")
COPYRIGHT = re.compile(r"\W*(?:©|\(?c\)|copyright)", re.IGNORECASE)
SITE = re.compile(r"[<(\[]?(?:https?://|www\.)\S+", re.IGNORECASE)


def of_a_line(text: str, *, is_apart: bool) -> str | None:
    """The field of a line that stands for itself ("" for one without): an address, a rating, a day,
    a place in a series. None: it does not. `is_apart`: a blank line stands above it."""
    text = text.strip(" \t*_~")
    return _line(text, is_apart=is_apart) if 0 < len(text) <= LINE else None


def of_a_paragraph(text: str) -> str | None:
    """The field of a paragraph in free prose, or None: it is the story."""
    text = text.strip(" \t*_~")
    if not text or len(text) > LONGEST or SPEECH.match(text):
        return None
    return next((field for field, form in PATTERNS if form.search(text)), None)


def _line(text: str, *, is_apart: bool) -> str | None:
    bare = text.strip("<>()[] ")
    found = next(addresses(text), None)
    if found and found.end - found.start >= len(bare.removeprefix("mailto:")) - 1:
        return "mail"
    if SITE.fullmatch(text):
        return "site"
    if overheard.rating_of(text) or series_of_line(text) or overheard.fandom_of(text):
        return ""
    if overheard.compressed(text, is_titled=True) or _is_date(text, is_apart=is_apart):
        return ""
    return "dedication" if FOR.fullmatch(text) else None


def _is_date(text: str, *, is_apart: bool) -> bool:
    """Of when it was written. Alone in a paragraph, a day or a year may open a diary."""
    if HOUR.search(text):  # of a journal on the web: "Jun. 14th, 2005 at 11:42 PM"
        return overheard.day_of(HOUR.sub("", text)) is not None and not is_apart
    day = overheard.day_of(text)
    if not day:
        return False
    return not is_apart or bool(COPYRIGHT.match(text)) or bool(day[1] and not day[2])
