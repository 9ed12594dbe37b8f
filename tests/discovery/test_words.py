"""Words are found in all their forms, in every script, as people write them."""

import pytest

from discovery.criteria import Words
from discovery.words import indexing, said, tsquery
from stories.models import Byline
from tests.cast import publish_story
from tests.discovery.searching import by_card, by_text, told

pytestmark = pytest.mark.django_db


# In chapters


def test_english_words_are_found_in_all_their_forms(alice):
    story = told(alice, "She was running along the cliffs.")
    assert by_text("run") == by_text("cliff") == by_text("RUNS") == {story}
    assert by_text("ran") == set()


def test_a_sentence_is_found_word_by_word_even_where_each_says_nothing(alice):
    story = told(alice, "“To be, or not to be?” he asked.")
    assert by_text("to be or not to be") == {story}
    assert by_text("to be not or to be") == set()


def test_words_of_a_phrase_stand_beside_each_other(alice):
    story = told(alice, "The tea was cold. Cold <i>tea</i> again.")
    other = told(alice, "The tea was cold.")
    assert by_text("cold tea") == {story}
    assert by_text("tea cold") == set()
    assert by_text("tea") == {story, other}


def test_what_a_reader_does_not_see_is_not_found_and_thoughts_are(alice):
    text = 'A <a href="https://harbour.example/">link</a> &amp; &lt;How odd!&gt; co\u00adoperate'
    story = told(alice, text)
    assert by_text("href") == by_text("harbour") == by_text("amp") == by_text("lt") == set()
    assert by_text("link how odd") == by_text("cooperate") == {story}


def test_spanish_is_found_with_and_without_accents(alice):
    story = told(alice, "Las canciones que él comió rápidamente.", language="es")
    for typed in ("canción", "cancion", "canciones", "comió", "comio", "rapidamente", "COMIÓ"):
        assert by_text(typed) == {story}, typed
    assert by_text("comer") == {story}


def test_a_language_is_known_as_soon_as_a_story_is_in_it(alice):
    assert by_text("canciones") == set()
    story = told(alice, "Una canción.", language="es")
    assert by_text("canciones") == {story}


def test_arabic_is_found_however_it_is_pointed_and_stretched(alice):
    story = told(alice, "قرأَ الكِتـــابَ أحمدُ في المدينة", language="ar")
    for typed in ("الكتاب", "كتاب", "احمد", "أحمد", "الكِتاب", "قرأ الكتاب"):
        assert by_text(typed) == {story}, typed
    assert by_text("الكتاب قرأ") == set()


@pytest.mark.parametrize(
    ("language", "text", "found", "missed"),
    [
        ("zh-Hans", "我喜欢喝冷茶,也喜欢读书。", ["冷茶", "喜欢读", "书"], ["喝茶", "书读"]),
        ("ja", "物語のラストシーンが好き。", ["物語", "ラスト", "物", "き", "ｼｰﾝ"], ["語物"]),
        ("ko", "나는 너를 사랑해요.", ["사랑", "사랑해", "너를 사랑", "요"], ["랑사"]),
        ("th", "ฉันรักเธอมากที่สุด", ["รักเธอ", "มาก", "ที่สุด"], ["เธอรัก"]),
        ("lo", "ຂ້ອຍຮັກເຈົ້າ", ["ຮັກ", "ຂ້ອຍ"], ["ເຈົ້າຮັກ"]),
        ("km", "ខ្ញុំស្រលាញ់អ្នក", ["ស្រលាញ់", "អ្នក"], ["អ្នកខ្ញុំ"]),
        ("en", "He said 我爱你, then 物語 came.", ["我爱你", "then 物語 came"], ["爱我"]),
    ],
)  # fmt: skip
def test_scripts_without_spaces_are_found_by_any_two_characters(
    alice, language, text, found, missed
):
    story = told(alice, text, language=language)
    assert {typed for typed in found if by_text(typed) != {story}} == set()
    assert {typed for typed in missed if by_text(typed)} == set()


def test_fancy_letters_are_found_as_they_are_spoken(alice):
    story = told(alice, "𝓘𝓽 𝔀𝓪𝓼 𝓵𝓪𝓽𝓮", title="ᴍʏ ꜱᴛᴏʀʏ")
    assert by_text("it was late") == by_card("my story", "title") == {story}


def test_nothing_to_look_for_is_no_error(alice):
    told(alice)
    assert by_card("story") == set()
    for typed in ("", " !? ", "\0", "\ud800", "'", "\\", "&|!:*()<->"):
        assert tsquery(Words(typed)) == ""


# On cards


def test_a_card_is_found_by_each_of_its_parts_and_by_that_alone(alice, furnished):
    story = furnished
    parts = {
        "title": "lantern", "by": "thornapple", "tag": "slow burns", "au": "bakery",
    }  # fmt: skip
    for field, words in parts.items():
        assert by_card(words, field) == {story}, field
        assert by_card(words) == {story}, field
        for other in parts.keys() - {field}:
            assert by_card(words, other) == set(), (field, other)
    assert by_card("quarrel") == {story}  # of the summary
    assert by_card("quarrel", "au") == set()
    assert by_card("glass thornapple") == set()  # no phrase goes from one part to the next


@pytest.fixture
def furnished(alice):
    story = publish_story(
        alice,
        "Lanterns of Glass",
        summary="<p>They quarrelled.</p>",
        au_premise="<p>Everybody works in a bakery.</p>",
    )
    story.freeforms.set(["Slow Burn"])
    indexing.refresh([story.pk])
    return story.pk


def test_a_name_that_is_not_shown_is_not_found(alice):
    story = publish_story(alice)
    Byline.objects.filter(story=story).update(shown=False)
    story.refresh_listing()
    indexing.refresh([story.pk])
    assert by_card("thornapple") == set()
    assert by_card("lamplighter") == {story.pk}


def test_a_lone_filler_narrows_nothing_where_there_is_more_to_go_by():
    the, ninth, title = Words("the"), Words("ninth"), Words("the", "title")
    assert said([the, ninth]) == (ninth,)
    assert said([the]) == (the,)
    assert said([title, ninth]) == (title, ninth)
    assert said([Words("the ninth")]) == (Words("the ninth"),)
