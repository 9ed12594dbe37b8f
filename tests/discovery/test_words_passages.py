"""A story that was found in its text says where: the passage, its words marked, its chapter."""

import pytest
from django.contrib.auth.models import AnonymousUser

from core import site
from discovery.criteria import Words
from discovery.words import indexing, snippets
from discovery.words.windows import UNITS
from tests.cast import chapter_of, publish_story
from tests.discovery.searching import told

pytestmark = pytest.mark.django_db

GUEST = AnonymousUser()


def shown(story, *typed, user=GUEST, **consent):
    """What is shown for one story; None where it is to be left out."""
    return snippets([story], [Words(one, "text") for one in typed], user, **consent).get(story)


def passage(story, *typed, **who):
    return shown(story, *typed, **who).split("<p>")[1].split("</p>")[0]


def test_the_words_are_marked_among_their_neighbours(alice):
    rain, snow = "It rained for days. " * 40, "Then it snowed for weeks. " * 40
    pk = told(alice, f"{rain}She was <i>running</i> for <b>her tea</b>. {snow}")
    text = passage(pk, "run")
    assert "She was <mark>running</mark> for her tea. Then it snowed" in text
    assert text.startswith("… ") and text.endswith(" …")
    assert UNITS - 2 < len(text.replace("<mark>", "").split()) <= UNITS + 2


def test_nothing_of_the_text_is_markup(alice):
    pk = told(alice, "A &lt;script&gt;alert(1)&lt;/script&gt; &amp; <b>tea</b> &lt;mark&gt;")
    assert passage(pk, "alert") == (
        "A &lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; tea &lt;mark&gt;"
    )


def test_a_phrase_is_marked_as_one_and_every_word_that_was_asked_for(alice):
    pk = told(alice, "The cold was long. The cold <i>tea</i> was hot, said <b>Maud</b>.")
    assert passage(pk, "cold tea", "maud") == (
        "The cold was long. The <mark>cold tea</mark> was hot, said <mark>Maud</mark>."
    )


def test_the_chapter_is_named_where_there_are_several(alice):
    texts = ["<p>One.</p>", "<p>Tea and rain.</p>", "<p>Tea.</p>"]
    story = publish_story(alice, texts=texts, language="ar")
    indexing.refresh([story.pk])
    second = story.chapters.get(position=2)
    found = shown(story.pk, "tea")
    assert f'href="{second.get_absolute_url()}"' in found
    assert "Chapter 2" in found and "Part 2" in found
    assert '<blockquote lang="ar" dir="rtl">' in found
    assert "href" not in shown(told(alice, "Tea."), "tea")


def test_a_chapter_with_all_the_words_goes_before_the_first_with_one(alice):
    story = publish_story(alice, texts=["<p>Tea.</p>", "<p>Rain.</p>", "<p>Rain in the tea.</p>"])
    indexing.refresh([story.pk])
    assert "<mark>Rain</mark> in the <mark>tea</mark>." in shown(story.pk, "tea", "rain")


@pytest.mark.parametrize(
    ("language", "text", "typed", "marked"),
    [
        ("es", "Y él comió tarta.", "comio", "<mark>comió</mark>"),
        ("ar", "قرأَ الكِتـــابَ أحمدُ", "كتاب", "<mark>الكِتـــابَ</mark>"),
        ("zh-Hans", "我喜欢喝冷茶。", "冷茶", "<mark>冷茶</mark>"),
        ("ja", "物語のラスト。", "物", "<mark>物</mark>"),
        ("th", "ฉันรักเธอมาก", "รักเธอ", "<mark>รักเธอ</mark>"),
        ("en", "He lay dying.", "die", "<mark>dying</mark>"),
    ],
)
def test_in_every_script_as_it_was_written(alice, language, text, typed, marked):
    assert marked in passage(told(alice, text, language=language), typed)


# Who sees what


def test_only_of_stories_that_this_person_may_read(alice, bob):
    pk = told(alice, "Zanzibarquartz.", visibility="members")
    assert shown(pk, "zanzibarquartz") is None
    assert "Zanzibarquartz" in shown(pk, "zanzibarquartz", user=bob)


def test_hidden_stories_and_unpublished_chapters_tell_nothing_before_the_worker_comes(alice, bob):
    hidden = publish_story(alice, texts=["<p>Zanzibarquartz.</p>"])
    shorter = publish_story(alice, texts=["<p>One.</p>", "<p>Zanzibarquartz.</p>"])
    indexing.refresh([hidden.pk, shorter.pk])
    hidden.hide("Spam")
    shorter.chapters.get(position=2).unpublish()
    for story in (hidden, shorter):
        assert shown(story.pk, "zanzibarquartz", user=bob) is None
    assert shown(shorter.pk, "zanzibarquartz", user=alice) is None  # as in the list


def test_a_text_that_was_changed_since_tells_nothing(alice, bob):
    story = publish_story(alice, texts=["<p>Zanzibarquartz.</p>"])
    indexing.refresh([story.pk])
    chapter = chapter_of(story)
    chapter.write(by=alice, html="<p>Nothing of it.</p>")
    chapter.release(by=alice)
    assert shown(story.pk, "zanzibarquartz", user=bob) is None


def test_the_gate_stands_before_the_text(alice, bob):
    pk = told(alice, "Zanzibarquartz.", rating="mature")
    for reader in (GUEST, bob):  # the story's own page asks both
        assert shown(pk, "zanzibarquartz", user=reader) == ""
        assert "Zanzibarquartz" in shown(pk, "zanzibarquartz", user=reader, has_consented=True)


def test_without_words_for_the_text_nothing_is_shown_and_nothing_left_out(alice, story):
    assert snippets([story.pk], [Words("rained")], GUEST) == {story.pk: ""}


def test_the_questions_are_as_many_for_one_story_as_for_twenty(
    alice, bob, django_assert_num_queries
):
    few = [told(alice, f"Tea and rain {n}.") for n in range(4)]
    words = [Words("tea", "text"), Words("rain", "text")]
    snippets(few, words, bob)  # learns the words
    for ids in (few[:1], few):
        with site.for_request(), django_assert_num_queries(1):
            assert list(snippets(ids, words, bob)) == ids


def test_a_long_piece_is_searched_to_its_end_for_a_form_that_begins_otherwise(alice):
    many = "Nothing happens here. " * 250
    pk = told(alice, f"{many}She was dying. {many}")
    assert "She was <mark>dying</mark>." in passage(pk, "die")
