"""Which language is a text in? By its letters, and for Latin ones by its smallest words. A guess
that its author sees and may change; "" where nothing speaks for any."""

import re
import unicodedata
from collections import Counter

from django.conf.locale import LANG_INFO

from stories.languages import LANGUAGES, UNNAMED

SAMPLE = 20_000  # characters
ENOUGH = 3  # small words
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
TELLING = {"uk": "іїєґ", "fa": "پچژگ", "ur": "ٹڈڑے"}  # letters of one tongue in a script
SMALL_WORDS = {
    "en": "the and was of to his her that with had she you",
    "es": "el los que una con para por del pero estaba como las",
    "fr": "les des une que dans pas est pour elle qui avec mais",
    "de": "der die und das nicht ich sie ist ein mit auf war",
    "it": "il che di una per non con gli della era sono come",
    "pt-BR": "que não uma com para ele ela os mas seu do da",
    "nl": "het een van niet dat ik hij zijn maar was met op",
    "pl": "się nie że jest na jak był do to ale po z",
    "sv": "och att det som en inte han hon var på för med",
    "fi": "ja ei hän oli se että on mutta kun niin minä joka",
    "tr": "bir ve bu ne için çok ama gibi daha sonra onun da",
    "id": "yang dan tidak itu dengan untuk dari ini akan aku ada ke",
}
WORD = re.compile(r"[^\W\d_]+")


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
    return _by_words(sample) if script == "LATIN" else _by_letters(sample, SCRIPTS.get(script, ""))


def _by_letters(sample: str, tongue: str) -> str:
    alike = {"ru": ("uk",), "ar": ("fa", "ur")}.get(tongue, ())
    found = {one: sum(sample.count(letter) for letter in TELLING[one]) for one in alike}
    best = max(found, key=lambda one: found[one], default="")
    return best if best and found[best] * 100 > len(sample) else tongue


def _by_words(sample: str) -> str:
    there = Counter(word.casefold() for word in WORD.findall(sample))
    scores = {
        tongue: sum(there[word] for word in words.split()) for tongue, words in SMALL_WORDS.items()
    }
    best = max(scores, key=lambda tongue: scores[tongue])
    return best if scores[best] >= ENOUGH else ""


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
