"""Which encoding is this? The encodings of thirty years, told apart by the text alone."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intake.reader.decoding import decode
from tests.intake.documents import ENCODINGS, documents

ENGLISH = "“Don’t,” she said — and then… “Never mind.” The café was closed."
FRENCH = "« L’été », dit-elle, « c’était déjà là. » Élise s’arrêta à côté du théâtre."
GERMAN = "Er hörte die Tür. »Schön«, sagte Änne, »daß du da bist.«"
PLAIN = "Nothing here is outside of ASCII.\nNot even this."


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN, PLAIN])
@pytest.mark.parametrize("encoding", [*ENCODINGS, "utf-32-le", "cp1252", "mac-roman"])
def test_western_prose_survives_every_encoding(text, encoding):
    if encoding == "utf-32-le":
        assert decode(b"\xff\xfe\x00\x00" + text.encode(encoding)).text == text
    else:
        assert decode(text.encode(encoding)).text == text


def test_latin_1_is_told_by_its_accents():
    decoded = decode("Il était déjà là, à côté.".encode("latin-1"))
    assert (decoded.text, decoded.encoding) == ("Il était déjà là, à côté.", "latin-1")


def test_curly_quotes_of_a_mac_are_not_taken_for_accents():
    assert decode("It’s what “Mac” people wrote.".encode("mac-roman")).encoding == "mac-roman"


def test_curly_quotes_of_windows_are_not_taken_for_a_mac():
    assert decode("It’s what “Windows” people wrote.".encode("cp1252")).encoding == "cp1252"


def test_a_few_foreign_bytes_in_utf8_are_repaired_and_told():
    data = "Schöne Grüße aus München, äöü".encode() + b" \x93quoted\x94"
    decoded = decode(data)
    assert decoded.text.endswith(" “quoted”")
    assert decoded.repairs == ("Some characters were not UTF-8 and were read as Windows-1252.",)


@pytest.mark.parametrize("text", ["漢字かな。\n次の行です。\n", "Привет, мир.\nЕщё строка.\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_in_other_scripts_too(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_line_end_is_one(end):
    assert decode(f"one{end}two".encode()).text == "one\ntwo"


def test_control_characters_part_words_and_are_reported():
    decoded = decode(b"one\x00two\x07three")
    assert decoded.text == "one two three"
    assert decoded.controls == 2
    assert decoded.repairs == ("Control characters were replaced by spaces.",)


@given(documents(), st.sampled_from(ENCODINGS))
def test_documents_survive_the_encodings_of_unicode(text, encoding):
    assume(any(character.isascii() and character.isalpha() for character in text))
    assert decode(text.encode(encoding)).text == text


@given(st.binary())
def test_every_byte_becomes_some_character(data):
    assert isinstance(decode(data).text, str)
