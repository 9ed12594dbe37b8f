"""What mail programs and web pages left in plain text: "=20" and "=92", "&quot;", "> " before every
line. Undone only where the document as a whole shows it; each repair is a sentence of the report.
"""

import re
from binascii import Error as NoBase64
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from html import unescape

from django.utils.translation import ngettext

from intake.reader.letters.decoding import CONTROLS, LINE_ENDS

EVIDENCE = 3  # signs that nobody types; fewer prove nothing
QUOTED_SHARE = 0.6  # of the lines, where all are quoted; an envelope may stand above them …
MOST_ABOVE = 15  # … of so many lines
QUOTED_REST = 0.95  # … and of those from the first quoted one on
FEWEST_QUOTED = 5

ENCODED = re.compile(r"^content-transfer-encoding:\s*quoted-printable", re.I | re.M)
PRINTABLE = re.compile(
    r"=(?:20|09)$|=3D|=C[23]=[89AB][0-9A-F]|=E2=80=[0-9A-F]{2}|^.{65,76}[^\s=]=$"
    r"|=(?:8[05]|9[1-7]|A0|E[0-9A-F]|F[0-9A-C])(?![0-9A-F])",
    re.MULTILINE,
)
RUN = re.compile(r"(?:=[0-9A-F]{2})+")
SOFT = re.compile(r"(?<=[^=\n])=[ \t]*\n(?!\n)")
ENCODED_WORD = r"=\?[\w-]{1,30}\?[QqBb]\?[^?\s]{1,200}\?="
WORD = re.compile(rf"{ENCODED_WORD}(?:[ \t]+{ENCODED_WORD})*")
ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
QUOTE = re.compile(r"^(?:>[ ]?){1,5}", re.MULTILINE)
BOARD = re.compile(
    r"\[(?P<close>/?)(?P<name>b|i|u|s|center|left|right|justify|indent|quote|size|color|font)"
    r"(?:=[^\]\n]{0,60})?\]",
    re.IGNORECASE,
)
SHAPING = frozenset("bius")
ESCAPED = re.compile(r"^>(>*From )", re.MULTILINE)


def repaired(text: str) -> tuple[str, list[str]]:
    """The text as it was written, and a sentence for each kind of repair."""
    sentences: list[str] = []
    for repair in (_printable, _unquoted, _unescaped, _without_entities, _from_a_board):
        text, sentence = repair(text)
        sentences += [sentence] if sentence else []
    return text, sentences


def _printable(text: str) -> tuple[str, str]:
    """Quoted-printable, and "=?iso-8859-1?Q?Caf=E9?=" in header lines."""
    text, places = WORD.subn(_word, text) if "=?" in text else (text, 0)
    if "=" in text and _is_printable(text):
        text, soft = SOFT.subn("", text)
        text, runs = RUN.subn(_run, text)
        places += soft + runs
    if not places:
        return text, ""
    return text, ngettext(
        "A sign of a mail program (quoted-printable) was decoded in %(number)s place.",
        "Signs of a mail program (quoted-printable) were decoded in %(number)s places.",
        places,
    ) % {"number": places}


def _is_printable(text: str) -> bool:
    if ENCODED.search(text) and RUN.search(text):
        return True
    return sum(1 for _ in zip(range(EVIDENCE), PRINTABLE.finditer(text), strict=False)) >= EVIDENCE


def _run(match: re.Match[str]) -> str:
    data = bytes.fromhex(match[0].replace("=", ""))
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _clean(data.decode("cp1252", "cp1252_bytes"))


def _word(match: re.Match[str]) -> str:
    try:
        return _clean(str(make_header(decode_header(match[0]))))
    except (HeaderParseError, NoBase64, LookupError, ValueError):
        return match[0]


def _clean(text: str) -> str:
    return CONTROLS.sub(" ", LINE_ENDS.sub("\n", text))


def _unquoted(text: str) -> tuple[str, str]:
    """A whole text that came back as an answer, each line behind a ">"."""
    if text.count("\n>") + 1 < FEWEST_QUOTED:
        return text, ""
    filled = [line for line in text.split("\n") if line.strip()]
    quoted = [at for at, line in enumerate(filled) if line.startswith(">")]
    if len(quoted) < max(FEWEST_QUOTED, QUOTED_SHARE * len(filled)):
        return text, ""
    if quoted[0] > MOST_ABOVE or len(quoted) < QUOTED_REST * (len(filled) - quoted[0]):
        return text, ""
    text, lines = QUOTE.subn("", text)
    return text, ngettext(
        "The mark of a quotation was taken from %(number)s line.",
        "The marks of a quotation were taken from %(number)s lines.",
        lines,
    ) % {"number": lines}


def _unescaped(text: str) -> tuple[str, str]:
    """ ">From there": mailboxes part their mails by lines that begin with "From "."""
    text, lines = ESCAPED.subn(r"\1", text)
    if not lines:
        return text, ""
    return text, ngettext(
        "The sign “>” was taken from %(number)s line that begins with “From”.",
        "The sign “>” was taken from %(number)s lines that begin with “From”.",
        lines,
    ) % {"number": lines}


def _without_entities(text: str) -> tuple[str, str]:
    places = sum(1 for match in ENTITY.finditer(text) if _is_entity(match[0]))
    if places < EVIDENCE:
        return text, ""
    return ENTITY.sub(lambda match: _clean(unescape(match[0])), text), ngettext(
        "A sign of a web page such as “&amp;” was decoded in %(number)s place.",
        "Signs of a web page such as “&amp;” were decoded in %(number)s places.",
        places,
    ) % {"number": places}


def _is_entity(text: str) -> bool:
    return unescape(text) != text


def _from_a_board(text: str) -> tuple[str, str]:
    """ "[b]Title:[/b] Rain", as message boards wrote it; only where such signs are closed, too."""
    closed = sum(1 for match in BOARD.finditer(text) if match["close"]) if "[/" in text else 0
    if closed < EVIDENCE:
        return text, ""
    text, places = BOARD.subn(_as_a_tag, text)
    return text, ngettext(
        "A sign of a message board such as “[b]” was read in %(number)s place.",
        "Signs of a message board such as “[b]” were read in %(number)s places.",
        places,
    ) % {"number": places}


def _as_a_tag(match: re.Match[str]) -> str:
    name = match["name"].lower()
    return f"<{match['close']}{name}>" if name in SHAPING else ""
