"""Bytes → text: which of the encodings of thirty years is this?

A byte order mark decides; then UTF-16 shows by its zero bytes; then valid UTF-8; then the three
8-bit encodings of Western computers are tried on the bytes above 127 and the most plausible reading
wins, unless the text is of another part of the world (see alphabets). Deterministic, linear in the
number of bytes.
"""

import codecs
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from intake.reader.letters import alphabets, mojibake

SAMPLE = 65_536  # bytes that the guesses look at

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "mac-roman": "Mac Roman",
    "cp850": "DOS (850)",
    "cp1250": "Windows-1250",
    "iso8859-2": "Latin-2",
    "cp852": "DOS (852)",
    "cp1254": "Windows-1254",
    "cp1257": "Windows-1257",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "koi8-u": "KOI8-U",
    "cp866": "DOS (866)",
    "iso8859-5": "ISO 8859-5",
    "mac-cyrillic": "Mac Cyrillic",
    "cp1256": "Windows-1256",
    "iso8859-6": "ISO 8859-6",
    "cp1253": "Windows-1253",
    "iso8859-7": "ISO 8859-7",
    "cp737": "DOS (737)",
    "cp1255": "Windows-1255",
    "cp862": "DOS (862)",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "cp949": "EUC-KR",
}
LINES = re.compile("\r\n?")
LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
ORDINARY = re.compile("[ \n\u3000。、，a-zA-Z]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

# What Western prose looks like around a character above 127, by (before, itself, after).
LIKELY = re.compile(
    r"(?<=\w)[’](?=\w)"  # don’t
    r"|(?<![^\s(\[—–-])[“‘](?=\S)"  # an opening quote before a word
    r"|(?<=\S)[”’…](?![\w])"  # a closing quote or an ellipsis after one
    r"|(?<=\S)[—–](?=\S)|(?<=\s)[—–](?=\s)"
    r"|(?<=[a-zß-ÿ])[ß-öø-ÿœ]|[ß-öø-ÿœ](?=[a-zß-ÿ])"  # é among small letters
    r"|(?<![^\W\d_])[À-ÖØ-Þ](?=[a-zß-ÿ])"  # É at the head of a word
    r"|(?<=[A-ZÀ-Þ])[À-ÖØ-Þ]|[À-ÖØ-Þ](?=[A-ZÀ-Þ])"  # É among capitals
    r"|[\u00a0©®™£€«»¿¡§°•½¼¾·×]"
)


@dataclass(frozen=True)
class Decoded:
    """`text` has `\\n` as its only line end and no control characters but tabs: there were
    `controls` of them. `repairs` are sentences for the report."""

    text: str
    encoding: str
    controls: int = 0
    repairs: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Never raises: every byte becomes some character."""
    text, encoding, repairs = _decode(data)
    text = text.removeprefix("\ufeff")
    text, garbled = mojibake.repaired(LINES.sub("\n", text))
    repairs += garbled
    text = LINE_ENDS.sub("\n", text)
    clean, controls = CONTROLS.subn(" ", text)
    if encoding != "utf-8":
        repairs.insert(0, _("The file was read as %(encoding)s.") % {"encoding": NAMES[encoding]})
    if controls:
        repairs.append(_("Control characters were replaced by spaces."))
    return Decoded(clean, encoding, controls, tuple(repairs))


def _decode(data: bytes) -> tuple[str, str, list[str]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return *_forgiving(data[len(mark) :], encoding), []
    if encoding := _without_mark(data[:SAMPLE]):
        return *_forgiving(data, encoding), []
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(data):
        repaired = _("Some characters were not UTF-8 and were read as Windows-1252.")
        return data.decode("utf-8", "cp1252_bytes"), "utf-8", [repaired]
    encoding = _eight_bit(data)
    return data.decode(encoding, "latin1_bytes"), encoding, []


def _forgiving(data: bytes, encoding: str) -> tuple[str, str]:
    return data.decode(encoding, "replace"), encoding


def _without_mark(sample: bytes) -> str:
    """Text with zero bytes is UTF-16. Read the right way round it has many spaces, line ends and
    plain letters, the wrong way hardly any."""
    if b"\x00" not in sample or _is_plain(sample):
        return ""
    whole = sample[: len(sample) // 2 * 2]
    scores = {name: _ordinary(whole, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > len(whole) // 80 else ""


def _is_plain(sample: bytes) -> bool:
    """A zero byte strayed into a text of single bytes."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(NO_TEXT.findall(sample)) * 5 < len(sample)


def _ordinary(sample: bytes, encoding: str) -> int:
    return len(ORDINARY.findall(sample.decode(encoding, "replace")))


def _is_mostly_utf8(data: bytes) -> bool:
    """A few foreign bytes in an otherwise valid text, as two files pasted into one have them."""
    decoded = data.decode("utf-8", "replace")
    wrong = decoded.count("\ufffd")
    right = sum(1 for character in decoded[:SAMPLE] if character > "\x7f") - wrong
    return right > wrong


def _eight_bit(data: bytes) -> str:
    """The candidate under which most characters above 127 stand where such characters stand. In a
    draw the earlier wins; where nothing lies in 0x80–0x9F, Windows-1252 is called Latin-1."""
    sample = data[:SAMPLE]
    scores = {name: _plausible(sample, name) for name in ("cp1252", "mac-roman")}
    best = "mac-roman" if scores["mac-roman"] > scores["cp1252"] else "cp1252"
    if not alphabets.makes_sense(data, best):
        best = alphabets.told_by_language(data, best)
    if best != "cp1252":
        return best
    return "cp1252" if re.search(rb"[\x80-\x9f]", data) else "latin-1"


def _plausible(sample: bytes, encoding: str) -> int:
    return sum(1 for _ in LIKELY.finditer(sample.decode(encoding, "replace")))


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    return _reread(error, "cp1252")


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    return _reread(error, "latin-1")


def _reread(error: UnicodeError, encoding: str) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    try:
        return piece.decode(encoding), error.end
    except UnicodeDecodeError:
        return piece.decode("latin-1"), error.end


codecs.register_error("cp1252_bytes", _as_cp1252)
codecs.register_error("latin1_bytes", _as_latin1)
