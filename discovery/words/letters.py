"""A text as the words that are looked for, and each word as its plain letters.

Both sides, what is kept and what somebody types, go the same way; nothing of it asks the database,
whose idea of a letter differs from server to server.

* A *unit* takes one place in a text. It is a word (letters, digits and marks in a row), or in
  scripts without spaces one character with its marks; Korean is read like those, since what
  belongs to the next word is written onto a word there.
* Of a run of such characters each two neighbours are a piece (“物語” of “物語の”); the last one
  also stands alone, so that one character can be looked for as the beginning of a piece.
* Without: case, width, the accents of Latin, Greek and Cyrillic letters, the vowel signs and
  stretched lines of Arabic and Hebrew, and all that is unseen.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from core import names, plain_letters
from core.words import MARKS

WORD_LENGTH = 40  # characters of a word that are looked at
CHARACTER_LENGTH = 8  # of a character with its marks

# From Thai to Myanmar, Hangul letters, Khmer, Tai, kana, ideographs, Hangul, planes 2 and 3.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aad\u2e80-\u2fdf"
    "\u3005-\u3007\u3021-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff"
    "\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9d\uffa0-\uffdc\U00016fe0-\U00018cff"
    "\U0001aff0-\U0001b2ff\U00020000-\U000323af"
)
FIRST_UNSPACED = UNSPACED[0]
INSIDE = (  # what belongs to the letter before it, and is or may be unseen
    f"{MARKS}\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\uff9e\uff9f"
)
CHARACTER = rf"(?:(?=\w)[{UNSPACED}][{INSIDE}]*+)"
SPACED = rf"[^\W_{UNSPACED}]++(?:[{INSIDE}]++[^\W_{UNSPACED}]*+)*+"
WORD_OR_RUN = re.compile(rf"{SPACED}|{CHARACTER}++")
UNIT = re.compile(rf"{SPACED}|{CHARACTER}")
BEGINS_RUN = re.compile(f"[{UNSPACED}]")
NO_LETTER = re.compile(rf"[^\w{MARKS}]|_")

# Vowel signs and stretched lines of Arabic, points of Hebrew; one form of each alef, and letters of
# Persian keyboards as those of Arabic ones.
ARABIC = re.compile("[\u0600-\u06ff]")
POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
ALIKE = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ی": "ي", "ک": "ك"})


def legible(text: str) -> str:
    """The text in which units are counted: composed, and in the letters that fancy ones mean."""
    return plain_letters.plain(unicodedata.normalize("NFC", text))


def words_and_runs(text: str) -> list[str]:
    """Of a legible text, in order. A run of a script without spaces is one of them."""
    return WORD_OR_RUN.findall(text)


def is_run(word: str) -> bool:
    return word >= FIRST_UNSPACED and bool(BEGINS_RUN.match(word))


def characters(run: str) -> list[str]:
    """Of a run, each folded; one of which nothing is left is "" and keeps its place."""
    return [folded(one)[:CHARACTER_LENGTH] for one in UNIT.findall(run)]


def size(words: list[str]) -> int:
    """How many units they are."""
    if max(words, default="") < FIRST_UNSPACED:  # no run is among them
        return len(words)
    return sum(len(UNIT.findall(word)) if is_run(word) else 1 for word in words)


def units(text: str) -> Iterator[re.Match]:
    """Of a legible text: where each stands."""
    return UNIT.finditer(text)


@lru_cache(maxsize=20_000)
def folded(unit: str) -> str:
    """Without case, width and what is unseen; accents stay. Never longer than WORD_LENGTH."""
    if unit.isascii():
        return unit.lower()[:WORD_LENGTH]
    letters = names.key(unit)
    if ARABIC.search(letters):
        letters = letters.translate(ALIKE)
    return POINTS.sub("", NO_LETTER.sub("", letters))[:WORD_LENGTH]


def bare(word: str) -> str:
    """A folded word without the accents of Latin, Greek and Cyrillic letters."""
    return word if word.isascii() else names.tag_key(word)[:WORD_LENGTH]
