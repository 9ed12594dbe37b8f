"""What is promised of any text, however made: none is too much for Postgres, no word of it is in no
piece, and whatever stands in it is found. What anybody types is never an error."""

from html import escape

import pytest
from django.core.cache import caches
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from core import html as sanitiser
from core.html import located
from discovery.criteria import Words
from discovery.words import letters, stems, tsquery
from discovery.words.asking import IN_USE_KEY, phrases
from discovery.words.pieces import WORDS, pieces
from discovery.words.vectors import PLACES, Text, spelled, vector
from discovery.words.windows import window
from tests.discovery.searching import fits

pytestmark = pytest.mark.django_db

SCRIPTS = (
    "aZéßıİσςЖ\u0301אשּׁؤكـَ\u0670物語カｶﾞ한국ㄱฉันำເຈົ້ខ្ញុំ𝓜Ⓐ①½ﬁ𐍈😀"
    "\u200d\u200b\u00ad'’-_.,;&<>|!:*()\\\" \n"
)
typed = st.text(st.one_of(st.sampled_from(SCRIPTS), st.characters(exclude_categories=["Cs"])))
anything = st.text(st.one_of(st.sampled_from(SCRIPTS), st.characters()))
languages = st.sampled_from(["en", "es", "ar", "ru", "tr", "de", "zh-Hans", "eo"])


@pytest.fixture(autouse=True)
def stories_in_all_languages():
    everything = sorted(set(stems.DICTIONARIES.values()))
    caches["pages"].set(IN_USE_KEY, everything)


@given(anything, st.sampled_from(["", "title", "by", "tag", "au", "text"]))
@example("'", "")
@example("\\", "au")
@example("a" * 10_000, "")
@example("愛 " * 5_000, "by")
def test_whatever_is_typed_is_a_question_that_postgres_understands(text, field):
    query = tsquery(Words(text, field))
    assert _of_postgres("SELECT numnode(%s::tsquery)", query) >= bool(query)


@given(typed, languages)
@example("Ⓐ" * 3 + " " + "①" * 4, "en")
@example("物語のｶﾞ語", "ja")
def test_what_stands_in_a_text_is_found_in_it(text, language):
    text = text.replace("\0", "")
    kept = vector([Text(spelled(_words(text), stems.dictionary_of(language)))])
    for words in (text, *text.split()[:5]):
        assert not tsquery(Words(words)) or fits(kept, words), words


@given(st.lists(typed, max_size=4), languages)
@example(["a" * 900, "x"], "en")
def test_what_is_found_is_shown_with_its_words_marked(parts, language):
    html = "".join(f"<p>{escape(text)} <i>x</i></p>" for text in parts).replace("\0", "")
    text = letters.legible(located(html).text)
    by_place = spelled(letters.words_and_runs(text), stems.dictionary_of(language))
    assert len(by_place) == len(list(letters.units(text)))
    kept = vector([Text(by_place)])
    for words in text.split()[-3:]:
        if tsquery(Words(words)):
            shown = window(html, phrases([Words(words)]), stems.dictionary_of(language))
            assert fits(kept, words) and shown and shown.marks
            assert " ".join(shown.text.split()) in " ".join(text.split())


@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from(SCRIPTS.replace(" ", "")), min_size=1, max_size=60),
            st.integers(1, 1_000),
        ),
        max_size=4,
    ),
    st.sampled_from(["", " ", "\n"]),
    st.sampled_from(["{}", "<p>{}</p>", "<p><i>{}</i>&amp;<b>x</b></p><p>{}</p>"]),
)
@example([("ฉカ", 625), ("½Ⓐ", 2), ("ฉ½", 625)], "", "{}")
@example([("ฉ", 1_000), ("½Ⓐ", 200), ("ฉ", 1_000)], "", "<p>{}</p>")
@example([("ฉ", 2_600), ("½Ⓐ", 900)], "", "{}")
@example([("物", 91), ("’ົש;ı)ຈ", 864), ("\u05c1", 91), (":", 1)], "", "{}")
def test_a_text_of_any_length_is_cut_into_pieces_without_losing_a_word(parts, gap, form):
    text = gap.join(part + gap for part, number in parts for part in [part] * number)[:6_000]
    html = sanitiser.clean(form.format(*[text.replace("&", "&amp;").replace("<", "&lt;")] * 2))
    cut = pieces(html)
    here = [piece.words for piece in cut]
    assert all(letters.size(words) <= WORDS for words in here)
    assert {word for words in here for word in words} >= set(_whole_words(located(html).text))
    for piece in cut:
        again = _words(located(html[piece.start : piece.stop]).text)
        assert "".join(again).endswith("".join(piece.words)) or not piece.words


@pytest.mark.parametrize(
    "text",
    [
        " ".join(chr(0x10330 + n % 20) * 30 + str(n) for n in range(2_500)),  # four bytes a letter
        "word " * 2_500,
        "a" * 1_000_000,
        "a" + "\u0301" * 100_000,
        "物" * 2_500,
        " ".join("é" * 20 + str(n) for n in range(2_500)),
    ],
)
def test_no_piece_is_too_much_for_postgres(text):
    by_place = spelled(_words(text), "french")
    kept = vector([Text(by_place)])
    first, last = (next(forms for forms in order if forms) for order in (by_place, by_place[::-1]))
    question = "SELECT %s::tsvector @@ %s::tsquery"
    for forms in {first, last}:
        assert _of_postgres(question, kept, f"'{forms[0]}'")
    assert max(len(entry.split(",")) for entry in kept.split()) <= PLACES


def test_neither_is_a_card_with_every_field_full():
    by_place = [(chr(0x10330) * 40 + str(n),) for n in range(6_000)]
    kept = vector([Text(by_place, "A"), Text(by_place, "C", before="=")])
    assert _of_postgres("SELECT length(%s::tsvector)", kept) > 3_000


def _words(text: str) -> list[str]:
    return letters.words_and_runs(letters.legible(text))


def _whole_words(text: str) -> list[str]:
    """A run may be cut: its neighbours stay together, as the test of what is found shows."""
    return [word for word in _words(text) if not letters.is_run(word)]


def _of_postgres(question: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]
