"""How a stored text stands in a page: notes at its end, pictures as wide as a screen needs."""

import re

import html5lib  # type: ignore[import-untyped]
import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from core import html
from core.words import words
from stories.drawing import drawn
from stories.models import Chapter, Story, StoryImage
from tests.cast import publish_story

NOTES = (
    '<p>He ran<span class="footnote">With <em>both</em> feet.</span> away,'
    ' and <span class="thought">came</span><span class="footnote" lang="fr">Hélas.</span> back.</p>'
)


@pytest.fixture
def chapter():
    """In memory only: nothing here asks the database."""
    return Chapter(pk=12, story=Story(pk=5))


def parsed(fragment):
    return html5lib.parseFragment(fragment, namespaceHTMLElements=False)


def by_id(document):
    return {element.get("id"): element for element in document.iter() if element.get("id")}


def said(element):
    return "".join(element.itertext())


def picture(story, *, width=1600, **fields):
    files = [{"width": width, "name": "images/x.webp", "bytes": 1000}]
    fields = {"alt": "A cat", "width": width, "height": width // 2, "bytes": 1000} | fields
    return StoryImage.objects.create(story=story, files=files, **fields)


def tag(image, alt="A cat"):
    return f'<p><img alt="{alt}" src="{image.get_absolute_url()}"></p>'


def letters(text):
    return sorted("".join(words(text)))


# Footnotes


def test_a_text_with_neither_notes_nor_pictures_is_drawn_as_it_stands(chapter):
    text = '<p class="verse">class="footnote" &lt;img src="x"&gt;</p>\n<hr>'
    assert drawn(text, story=chapter.story, chapter=chapter) == text
    assert drawn(text) == text


def test_notes_stand_at_the_end_numbered_with_links_both_ways(chapter):
    page = parsed(drawn(NOTES, chapter=chapter))
    ids = by_id(page)
    for number, note in ((1, "With both feet."), (2, "Hélas.")):
        mark, item = ids[f"mark-12-{number}"], ids[f"note-12-{number}"]
        assert said(mark) == str(number)
        assert mark.get("href") == f"#note-12-{number}"
        assert mark.get("role") == "doc-noteref"
        assert said(ids[mark.get("aria-describedby")]) == note
        assert note in said(item)
        [back] = item.findall("a")
        assert back.get("href") == f"#mark-12-{number}"
        assert back.get("aria-label") == f"Back to the text, note {number}"
    [paragraph] = page.findall("p")
    assert said(paragraph) == "He ran1 away, and came2 back."
    assert ids["words-12-2"].get("lang") == "fr"


def test_the_list_of_notes_has_a_heading_in_the_readers_language(chapter):
    with translation.override("ar"):
        [section] = parsed(drawn(NOTES, chapter=chapter)).findall("section")
    heading = by_id(section)[section.get("aria-labelledby")]
    assert (heading.get("lang"), heading.get("dir")) == ("ar", "rtl")


def test_elsewhere_a_note_stands_in_brackets_where_it_belongs():
    shown = said(parsed(drawn(NOTES)))
    assert shown == "He ran [With both feet.] away, and came [Hélas.] back."


marks = st.sampled_from(["a", "b c", "<i>d</i>", '<span class="thought">e</span>', "<br>", " "])
notes = st.lists(marks, max_size=3).map("".join).map('<span class="footnote">{}</span>'.format)
texts = st.lists(marks | notes | st.just("<p>"), max_size=12).map("".join)


@given(texts)
def test_every_word_of_a_text_with_notes_is_shown_once_and_ids_are_unique(text):
    stored = html.clean(text)
    chapter = Chapter(pk=7)
    shown = drawn(stored, chapter=chapter)
    page = parsed(shown)
    number = stored.count('class="footnote"')
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == (3 * number + 1 if number else 0)
    for ours in [*page.iter("a"), *page.iter("h3")]:
        ours.text = ""
    assert letters(said(page)) == letters(html.visible_text(stored))
    in_brackets = drawn(stored).replace("<br>", "\n").replace("</p>", "\n")
    assert words(said(parsed(in_brackets))) == words(html.visible_text(stored))


def test_many_notes_cost_no_more_than_their_length(chapter):
    text = "<p>" + 'a<span class="footnote">b <i>c</i></span> ' * 20_000 + "</p>"
    assert len(drawn(text, chapter=chapter)) < 500 * 20_000


def test_a_span_that_nobody_closed_is_left_as_it_is(chapter):
    broken = '<p>a<span class="footnote">b <span lang="fr">c</span></p>'
    assert drawn(broken, chapter=chapter) == drawn(broken) == broken


def test_each_chapter_of_a_whole_story_has_its_own_notes(client, alice):
    story = publish_story(alice, texts=[NOTES, "<p>None.</p>", NOTES])
    page = html5lib.parse(
        client.get(f"/works/{story.pk}?view_full_work=true").content.decode(),
        namespaceHTMLElements=False,
    )
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    ours = [name for name in ids if re.match("(note|mark|words|notes)-", name)]
    assert len(ours) == len(set(ours)) == 14
    for link in page.iter("a"):
        if link.get("href", "").startswith(("#note-", "#mark-")):
            assert ids.count(link.get("href")[1:]) == 1
    sections = [s.get("class") for s in page.iter("section") if s.get("role") == "doc-endnotes"]
    assert sections == ["footnotes", "footnotes"]


# Pictures


def test_a_picture_comes_in_the_width_that_a_screen_needs(alice):
    story = publish_story(alice)
    image = picture(story)
    [img] = parsed(drawn(tag(image, "A &lt;cat&gt; &amp; &quot;x&quot;"), story=story)).iter("img")
    address = image.get_absolute_url()
    assert img.attrib == {
        "alt": 'A <cat> & "x"',
        "src": f"{address}?w=960",
        "srcset": f"{address}?w=480 480w, {address}?w=960 960w, {address}?w=1600 1600w",
        "sizes": "(max-width: 40rem) 90vw, 36rem",
        "width": "1600",
        "height": "800",
        "loading": "lazy",
        "decoding": "async",
    }


def test_a_small_picture_has_one_address_and_is_not_enlarged(alice):
    story = publish_story(alice)
    [img] = parsed(drawn(tag(picture(story, width=300)), story=story)).iter("img")
    assert "srcset" not in img.attrib
    assert img.get("width") == "300"


def test_a_picture_that_a_moderator_removed_leaves_a_sentence(alice):
    story = publish_story(alice)
    image = picture(story, removed_at=timezone.now(), removed_reason="A photograph of a person.")
    page = parsed(drawn(tag(image), story=story))
    assert not list(page.iter("img"))
    assert said(page) == "A picture stood here. A moderator removed it."


def test_a_picture_that_is_gone_or_anothers_is_told_in_words(alice, bob):
    story, other = publish_story(alice), publish_story(bob)
    gone = f'<img alt="A cat" src="/works/{story.pk}/images/999999999999999999">'
    for text in (gone, tag(picture(other))):
        page = parsed(drawn(text, story=story))
        assert not list(page.iter("img"))
        assert said(page) == "A picture that is no longer here: A cat"


def test_without_a_story_a_picture_is_drawn_as_its_tag_says():
    text = '<img alt="A cat" height="500" src="/works/1/images/2" width="1000">'
    [img] = parsed(drawn(text)).iter("img")
    assert "1600w" not in img.get("srcset")
    assert (img.get("width"), img.get("height")) == ("1000", "500")


def test_pictures_of_all_texts_of_a_page_are_one_query(alice, django_assert_num_queries):
    story = publish_story(alice)
    images = [picture(story) for _ in range(3)]
    with django_assert_num_queries(1):
        for image in images * 2:
            assert "<img" in drawn(tag(image), story=story)
    with django_assert_num_queries(0):
        drawn(NOTES, story=story)


def test_a_page_with_pictures_in_every_chapter_asks_as_often_as_with_one(
    client, alice, django_assert_max_num_queries
):
    def queries(texts):
        story = publish_story(alice, texts=["<p>It rained.</p>"] * texts)
        for chapter in story.chapters.all():
            chapter.write(html=tag(picture(story)))
            chapter.publish(by=alice)
        with django_assert_max_num_queries(40) as asked:
            answer = client.get(f"/works/{story.pk}?view_full_work=true&fresh={texts}")
        assert answer.content.decode().count("?w=480 480w") == texts
        return len(asked)

    assert queries(2) == queries(6)


def test_a_picture_removed_later_is_gone_from_a_kept_page(client, alice):
    story = publish_story(alice)
    image = picture(story)
    chapter = story.chapters.get()
    chapter.write(html=tag(image))
    chapter.publish(by=alice)
    assert "?w=960" in client.get(story.get_absolute_url()).content.decode()
    StoryImage.objects.filter(pk=image.pk).update(removed_at=timezone.now())
    page = client.get(story.get_absolute_url()).content.decode()
    assert "?w=960" not in page
    assert "A moderator removed it." in page
