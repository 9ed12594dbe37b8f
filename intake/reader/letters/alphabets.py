"""Which of the world's other encodings are these bytes? Each is told by its language: by the
letters that it is written with, and by those that are frequent in it.

Only asked where the encodings of Western computers make little sense of a text. Deterministic, and
bounded: a sample is looked at, once for each encoding.
"""

import codecs
import re
from collections import Counter
from itertools import pairwise

SAMPLE = 16_384  # bytes that are looked at
AROUND = re.compile(rb"[^\n\x80-\xff]{0,60}[\x80-\xff][^\n]{0,60}")
HIGH = re.compile(r"[^\x00-\x7f]")
FIT = 0.4  # of what a text would have in which every letter fits: less proves nothing
BETTER = 0.1  # than the Western reading, at least

# (encodings, letters, the frequent ones) of languages that are written a byte a letter.
WESTERN = (
    "äöüßéèàâêîôûëïçœùæ",  # French and German, and their loans elsewhere
    "áéíóúüñàèòçï",  # Spanish, Catalan
    "áâãàçéêíóôõúü",  # Portuguese
    "åäöæøéüèàòùìó",  # the North; Italian
    "áéíóúýþæöð",  # Icelandic
)
CENTRAL = (
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýžľĺŕôäö",
    "áéíóöőúüű",
    "čćđšž",
    "ăâîşţșț",
)
CYRILLIC = ("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћџђ", "оеаинтсрвлкмдпуяі")
ARABIC = ("ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْپچژگ", "اليمونرتبةهدع")
GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "αοιετσνηυρπκμλςάίό")
HEBREW = ("אבגדהוזחטיךכלםמןנסעףפץצקרשת", "יוהלאמתרבשנ")
LANGUAGES = {
    **{name: tuple((one, one) for one in WESTERN) for name in ("cp1252", "mac-roman", "cp850")},
    **{name: tuple((one, one) for one in CENTRAL) for name in ("cp1250", "iso8859-2", "cp852")},
    "cp1254": (("çğıöşüâîû", "çğıöşü"),),
    "cp1257": (("ąčęėįšųūž", "ąčęėįšųūž"), ("āčēģīķļņšūž", "āčēģīķļņšūž"), ("äöüõšž", "äöüõ")),
    **dict.fromkeys(
        ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic"), (CYRILLIC,)
    ),
    **dict.fromkeys(("cp1256", "iso8859-6"), (ARABIC,)),
    **dict.fromkeys(("cp1253", "iso8859-7", "cp737"), (GREEK,)),
    **dict.fromkeys(("cp1255", "cp862"), (HEBREW,)),
}
MARKS = frozenset("“”‘’„‚«»‹›—–―…•°№©®™¿¡\u00a0،؟؛־")
UNMARKED = ("iso8859", "cp8", "cp7", "koi8")  # these have no typographer's quotes in 0x80–0x9F

# The most frequent letters of what is written two bytes a letter; kana tell Japanese.
HANZI = "的一是不了在人有我他她你中来上大和国地到以说就出也子那得着下自之年过发后作里没道么心吗"
TRADITIONAL = (
    "的一是不了在人有我他她你中來上大和國地到以說就出也子那得著下自之年過發後作裡沒道麼心嗎"
)
KANA = (
    "".join(map(chr, range(0x3041, 0x3097)))
    + "ァアイウエオカキクコサシスタッテトナニハマムメラリルレロンドー"
)
HANGUL = "이다는을가의에고지하그어나도로아사한기은있었라리서니를게만자시"
EAST = {
    "cp932": (KANA, 0.3),
    "euc_jp": (KANA, 0.3),
    "gb18030": (HANZI, 0.06),
    "big5": (TRADITIONAL, 0.06),
    "cp949": (HANGUL, 0.15),
}


def told_by_language(data: bytes, western: str) -> str:
    """The encoding whose languages explain these bytes best; `western`, unless another one does so
    much better."""
    sample = b"\n".join(AROUND.findall(data[: 16 * SAMPLE]))[:SAMPLE]
    if best := _eastern(data[:SAMPLE]):
        return best
    scores = {name: _fit(sample, name) for name in LANGUAGES}
    best = max(scores, key=lambda name: scores[name])  # the first of equals
    return best if scores[best] >= max(FIT, scores[western] + BETTER) else western


def makes_sense(data: bytes, encoding: str) -> bool:
    """Does nearly every letter of a Western reading stand where such letters stand?"""
    sample = b"\n".join(AROUND.findall(data[: 16 * SAMPLE]))[:SAMPLE]
    return _fit(sample, encoding) > 1 - BETTER


def _fit(sample: bytes, encoding: str) -> float:
    """From -1 to 1: how well the characters above 127 fit the best of the encoding's languages."""
    text = sample.decode(encoding, "replace")
    found = Counter(HIGH.findall(text))
    total = found.total() or 1
    wrong = sum(1 for a, b in pairwise(text) if (a > "\x7f" or b > "\x7f") and _jars(a, b))
    return (
        max(
            sum(times * _worth(sign, encoding, *one) for sign, times in found.items())
            for one in LANGUAGES[encoding]
        )
        / total
        - wrong / total
    )


def _jars(a: str, b: str) -> bool:
    """A capital after a small letter; a letter right behind the end of a sentence, or a closing
    quote in front of one; an opening quote behind a letter."""
    if b in "„‚":
        return a.isalpha()
    if a == "”":
        return b.isalpha()
    return (a.islower() and b.isupper()) or (b > "\x7f" and b.islower() and a in ".,!?")


def _worth(sign: str, encoding: str, letters: str, frequent: str) -> float:
    small = sign.lower()
    if small in frequent:
        return 1
    if small in letters:
        return 0.5
    if sign in MARKS:
        return 0.5 if encoding.startswith(UNMARKED) else 1
    return -1


def _eastern(sample: bytes) -> str:
    """Of the encodings with two bytes a letter, the one in which the text is a language."""
    best, most = "", 1.0
    for name, (frequent, share) in EAST.items():
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        found = Counter(HIGH.findall(text))
        usual = sum(found[sign] for sign in set(frequent)) / (found.total() or 1) / share
        if usual > most:
            best, most = name, usual
    return best
