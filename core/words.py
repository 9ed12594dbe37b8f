"""What a word is: for the promise that none is lost, and for the number that readers see.

The promise (`words`): a word is a maximal run of letters, marks and digits, after NFC.

The number (`count`), after Unicode's word boundaries (UAX #29): an apostrophe or a hyphen inside a
word does not split it ("don't" and "twenty-one" are one), nor do dot and comma between digits
("1,000.5"). Scripts that put no spaces between words (Han, kana, Thai, Lao, Khmer, Myanmar and
their like) count by the character, without its marks.
"""

import re
import unicodedata


def _marks() -> str:
    """The combining marks (categories Mn, Mc, Me) as the inside of a regular expression's class.
    They stand in the first two planes, and the variation selectors in plane 14."""
    ranges: list[list[int]] = []
    for code in [*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)]:
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


MARKS = _marks()
WORD = re.compile(rf"[\w{MARKS}]+")
JOINED = re.compile(
    rf"\w[\w{MARKS}]*+(?:(?:['’‘ʼ＇\u00ad\u200c\u200d\u2060\u2010\u2011-]|(?<=\d)[.,](?=\d))\w[\w{MARKS}]*+)*+"
)
UNSPACED = re.compile(  # blocks, from Thai to the ideographs of planes 2 and 3
    "(?=\\w)[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aad\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff"
    "\uff66-\uff9f\U00016fe0-\U00018cff\U0001aff0-\U0001b2ff\U00020000-\U000323af]"
)


def words(text: str) -> list[str]:
    """The words that must not be lost, in order."""
    return WORD.findall(_normal(text))


def count(text: str) -> int:
    """How many words a reader would say that a text has."""
    spaced, characters = UNSPACED.subn(" ", _normal(text))
    return characters + len(JOINED.findall(spaced))


def _normal(text: str) -> str:
    """In NFC, and without the one character that Python takes for a letter and Unicode does not."""
    return unicodedata.normalize("NFC", text).replace("_", " ")
