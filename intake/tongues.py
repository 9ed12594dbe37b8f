"""Which language is a text in? By its letters, and in the Latin and the Cyrillic script by its
smallest words. A guess that its author sees and may change; "" where nothing speaks for any."""

import re
import unicodedata
from collections import Counter

from django.conf.locale import LANG_INFO

from intake.small_words import CYRILLIC, LATIN, LETTERS
from stories.languages import LANGUAGES, UNNAMED

SAMPLE = 20_000  # characters
ENOUGH = 0.75  # of small words that no other tongue has
SHARE = 12  # one of so many words at least must speak for the tongue
SCRIPTS = {
    "ARABIC": "ar",
    "BENGALI": "bn",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh-Hans",
    "THAI": "th",
}
TELLING = {"fa": "پچژگی", "ur": "ٹڈڑےہھ"}  # letters of one tongue in the Arabic script
TRADITIONAL = "們這個說時過來沒會為國學對還見與愛點樣開關門後聽讓問間應該發現覺嗎"
SIMPLIFIED = "们这个说时过来没会为国学对还见与爱点样开关门后听让问间应该发现觉吗"
LETTER = 0.5  # a letter that few tongues have speaks half as loudly as a word
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def tag_of(name: str) -> str:
    """ "English", "français", "pt-br" → a tag of our list, or ""."""
    return BY_NAME.get(name.strip().casefold(), "")


def guess(text: str) -> str:
    sample = text[:SAMPLE]
    scripts = Counter(
        unicodedata.name(letter, "").split(" ")[0].split("-")[0]
        for letter in sample
        if letter.isalpha()
    )
    if not scripts:
        return ""
    if scripts["HIRAGANA"] * 10 > scripts.total():
        return "ja"
    script = scripts.most_common(1)[0][0]
    if script in BY_WORDS:
        return _by_words(sample, BY_WORDS[script], SCRIPTS.get(script, ""))
    return _by_letters(sample, SCRIPTS.get(script, ""))


def _by_letters(sample: str, tongue: str) -> str:
    if tongue == "zh-Hans":
        old = sum(map(sample.count, TRADITIONAL))
        return "zh-Hant" if old > sum(map(sample.count, SIMPLIFIED)) else tongue
    alike = ("ur", "fa") if tongue == "ar" else ()
    found = {one: sum(map(sample.count, TELLING[one])) for one in alike}
    return next((one for one in alike if found[one] * 100 > len(sample)), tongue)


def _by_words(sample: str, tongues: dict[str, frozenset[str]], otherwise: str) -> str:
    there = Counter(word.casefold().replace("’", "'") for word in WORD.findall(sample))
    letters = Counter(sample.casefold())
    scores = {
        tongue: sum(there[word] * WEIGHT[word] for word in words)
        + LETTER * sum(letters[letter] / OWNERS[letter] for letter in LETTERS.get(tongue, ""))
        for tongue, words in tongues.items()
    }
    best = max(scores, key=lambda tongue: scores[tongue])
    is_sure = scores[best] >= max(ENOUGH, there.total() / SHARE)
    return best if is_sure else otherwise


def _weights() -> dict[str, float]:
    """What each small word is worth: the fewer tongues have it, the more."""
    tongues = Counter(
        word for words in (LATIN, CYRILLIC) for row in words.values() for word in set(row.split())
    )
    return {word: 1 / number for word, number in tongues.items()}


WEIGHT = _weights()
OWNERS = Counter(letter for letters in LETTERS.values() for letter in letters)
BY_WORDS = {
    script: {tongue: frozenset(row.split()) for tongue, row in words.items()}
    for script, words in (("LATIN", LATIN), ("CYRILLIC", CYRILLIC))
}
BY_NAME = {
    name.casefold(): tag
    for tag, own in LANGUAGES
    if tag != UNNAMED
    for name in (
        tag,
        str(own),
        LANG_INFO.get(tag.lower(), {}).get("name", tag),
        LANG_INFO.get(tag.lower(), {}).get("name_local", tag),
    )
} | {"portuguese": "pt-PT", "chinese": "zh-Hans", "norwegian": "nb", "other": UNNAMED}
