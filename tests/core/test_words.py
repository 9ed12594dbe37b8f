import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import words


@pytest.mark.parametrize(
    "text, found",
    [
        ("", []),
        ("I can't.", ["I", "can", "t"]),
        ("snake_case and *stars*", ["snake", "case", "and", "stars"]),
        ("cafe\u0301 = café", ["café", "café"]),
        ("हिन्दी", ["हिन्दी"]),
        ("x² ½ Ⅷ", ["x²", "½", "Ⅷ"]),
        ("<b>no</b>", ["b", "no", "b"]),
        ("… — !?", []),
    ],
)
def test_a_word_is_a_run_of_letters_marks_and_digits(text, found):
    assert words.words(text) == found


def test_the_rule_holds_for_every_character_there_is():
    for code in range(sys.maxunicode + 1):
        is_part = unicodedata.category(chr(code))[0] in "LMN"
        assert bool(words.WORD.fullmatch(chr(code))) is (is_part or chr(code) == "_"), hex(code)
    assert words.words("_") == []


@pytest.mark.parametrize(
    "text, number",
    [
        ("", 0),
        ("It was a dark night.", 5),
        ("don't won’t O'Brien", 3),
        ("twenty-one well-known rock-n-roll", 3),
        ("wait--what", 2),
        ("wait—what", 2),
        ("'tis the dogs'", 3),
        ("1,000,000.50 or 3.14", 3),
        ("end.Start", 2),
        ("_emphasis_ *stars*", 2),
        ("cafe\u0301", 1),
        ("co\u00adoperate", 1),
        ("日本語", 3),
        ("これはペンです。", 7),
        ("ﾊﾝｶｸ", 4),
        ("สวัสดี", 4),
        ("ភាសា", 2),
        ("မြန်မာ", 3),
        ("ພາສາ", 4),
        ("한국어 단어", 2),
        ("I said さようなら to 3 dogs", 10),
        ("עברית العربية हिन्दी", 3),
        ("… — !? * * *", 0),
        ("\u0301\u0302", 0),
    ],
)
def test_readers_are_told_the_number_that_they_would_count(text, number):
    assert words.count(text) == number


@given(st.text())
def test_a_text_and_its_normal_forms_have_the_same_words(text):
    for form in ("NFC", "NFD"):
        assert words.words(unicodedata.normalize(form, text)) == words.words(text)
        assert words.count(unicodedata.normalize(form, text)) == words.count(text)


@given(st.text(), st.text())
def test_words_of_two_lines_are_the_words_of_each(one, other):
    assert words.words(f"{one}\n{other}") == words.words(one) + words.words(other)
    assert words.count(f"{one}\n{other}") == words.count(one) + words.count(other)


@given(st.text())
def test_what_is_counted_holds_a_word(text):
    assert (words.count(text) > 0) == any(
        any(unicodedata.category(c)[0] in "LN" for c in word) for word in words.words(text)
    )
