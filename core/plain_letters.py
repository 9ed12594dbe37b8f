"""Titles in fancy letters, as they are spoken and looked for: “𝓜𝔂 𝓢𝓽𝓸𝓻𝔂” is “My Story”.

Unicode has whole alphabets made for formulas, maps and phonetics that people write titles with. A
screen reader spells them out (“mathematical bold script capital M …”) or says nothing, and no
search finds them. What everybody sees stays as typed; `plain` is for speech and for search.

What is changed, and nothing else:

| letters | example | where |
|---|---|---|
| mathematical alphabets | 𝓜 𝔐 𝕄 𝙼 ℳ ℌ | U+1D400–1D7FF, 1EE00–1EEFF, 2100–214F but ℹ |
| full width (letters and digits) | Ｍ ５ | U+FF10–FF19, FF21–FF3A, FF41–FF5A |
| in circles, squares and brackets | Ⓜ 🄼 🅼 🅜 ⒨ ① | U+2460–24FF, 1F110–1F189 |
| small capitals, raised letters, in words of nothing else | ᴍʏ ꜱᴛᴏʀʏ, ᵐʸ ˢᵗᵒʳʸ | SMALL, RAISED |
| lines through letters | M̶y̶ | U+0334–0338 after A–Z |

Letters of a script stay, however like others they look: Cyrillic, Greek, Cherokee and the rest.
Small capitals and raised letters belong to phonetics too: it takes three of them.
"""

import re
import unicodedata

# Small capitals in the order of the alphabet; there is none of X, and Q has a neighbour's letter.
SMALL = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫꞯʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPQQRSTUVWYZ", strict=True))
RAISED = dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True))
LEAST = 3  # of such letters; fewer are somebody's phonetics

ALPHABETS = re.compile(
    "[\u2100-\u2138\u213a-\u214f\u2460-\u24ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    "\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff\U0001f110-\U0001f189]"
)
SMALL_WORD = re.compile(rf"(?<!\w)[{''.join(SMALL)}XxSs]+(?!\w)")
RAISED_WORD = re.compile(rf"(?<!\w)[{''.join(RAISED)}]+(?!\w)")
STRUCK = re.compile("(?<=[A-Za-z])[\u0334-\u0338]+")
WIDE_SPACE = re.compile("(?<=[A-Za-z0-9])\u3000(?=[A-Za-z0-9])")
IN_A_SHAPE = re.compile(
    r"(?:NEGATIVE |CROSSED )?(?:CIRCLED|SQUARED|PARENTHESIZED) LATIN (CAPITAL|SMALL) LETTER ([A-Z])"
)


def plain(text: str) -> str:
    """`text` in the letters that fancy ones stand for. Doing it twice changes nothing more."""
    if text.isascii():
        return text
    changed = ALPHABETS.sub(_letter, text)
    changed = _respell(changed, SMALL_WORD, SMALL)
    changed = _respell(changed, RAISED_WORD, RAISED)
    changed = STRUCK.sub("", changed)
    return text if changed == text else WIDE_SPACE.sub(" ", changed)


def _letter(match: re.Match) -> str:
    character = match[0]
    if shape := IN_A_SHAPE.fullmatch(unicodedata.name(character, "")):
        return shape[2] if shape[1] == "CAPITAL" else shape[2].lower()
    kind = unicodedata.decomposition(character).partition(">")[0]
    if kind in ("<font", "<wide"):
        return unicodedata.normalize("NFKC", character)
    if kind == "<circle" and character.isnumeric():
        return str(int(unicodedata.numeric(character)))
    return character


def _respell(text: str, words: re.Pattern, letters: dict[str, str]) -> str:
    if sum(letter in letters for word in words.findall(text) for letter in word) < LEAST:
        return text
    return words.sub(lambda word: word[0].translate(str.maketrans(letters)), text)
