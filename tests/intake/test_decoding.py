"""Which encoding is this? The encodings of thirty years, told apart by the text alone."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intake.reader.letters.decoding import decode
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


RUSSIAN = "Дождь не переставал со вторника. Маррен запахнула пальто.\n- Ты мог бы позвонить."
POLISH = "Deszcz nie ustawał od wtorku. Marren ciaśniej otuliła się płaszczem. Mogłeś zadzwonić."
CZECH = "Déšť nepřestal od úterý. Marren si přitáhla kabát a řekla tiše: Mohl jsi zavolat."
TURKISH = "Yağmur salıdan beri dinmemişti. Marren paltosuna sarıldı. Hiç kimse açmadı, dedi."
GREEK = "Η βροχή δεν είχε σταματήσει από την Τρίτη. Θα μπορούσες να είχες τηλεφωνήσει, είπε."
HEBREW = "הגשם לא פסק מאז יום שלישי. מארן הידקה את המעיל והביטה אל קצה הרציף."
ARABIC = "لم يتوقف المطر منذ يوم الثلاثاء. كان بإمكانك أن تتصل، قالت بصوت خافت."
CHINESE = "雨从星期二起就没有停过。我打了，没有人接。你到底读不读？她说的是他们的信。"
TAIWANESE = "雨從星期二起就沒有停過。我打了，沒有人接。你到底讀不讀？她說的是他們的信。"
JAPANESE = "火曜日から雨はやまなかった。電話してくれればよかったのに、と彼女は言った。"
KOREAN = "화요일부터 비가 그치지 않았다. 전화할 수도 있었잖아. 그녀가 말했다."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5")),
        *((POLISH, name) for name in ("cp1250", "iso8859-2", "cp852")),
        *((CZECH, name) for name in ("cp1250", "iso8859-2")),
        (TURKISH, "cp1254"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        ("Er hörte die Tür. Schön, sagte Änne, daß du da bist.", "cp437"),
    ],
)
def test_texts_of_other_parts_of_the_world_are_told_by_their_language(text, encoding):
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
