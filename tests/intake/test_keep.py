"""From the check page to a draft: once, whole, and never refused for its length."""

from threading import Thread

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.html import clean_text, visible_text
from core.words import words
from intake.fair_copy import LONGEST, FairCopy
from intake.keep import keep
from intake.models import Source
from intake.seams import cut, cut_line, parts
from intake.taking_over import taken_over
from stories import limits
from stories.models import Story
from tests.conftest import SAMPLES
from tests.intake.conftest import SAID

db = pytest.mark.django_db
DOCUMENTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html"))
LONG = " ".join(f"Sentence number {n} says nothing much." for n in range(400))  # 15 kB


def kept(client, source, button="draft", **said):
    answer = client.post(source.get_absolute_url(), {**said, button: ""})
    assert answer.status_code == 302, answer.text
    return Story.objects.get()


@db
def test_a_draft_needs_nothing(client, source):
    story = kept(client, source)
    assert not story.is_published
    fields = story.current_fields()
    assert fields["title"] == "Some Rain in the Harbour"
    assert "really need to talk" in fields["summary"]
    assert "How did this happen?" in story.chapters.get().current_fields()["html"]
    assert story.rating == "not_rated"


@db
def test_the_original_bytes_stay_with_the_story(client, source, nasty):
    story = kept(client, source)
    assert story.sources.get().data() == nasty.encode()


@db
@pytest.mark.parametrize(
    ("file_name", "title"), [("my_old_story.txt", "my old story"), ("", "Untitled")]
)
def test_without_a_title_the_file_says_one(alice, file_name, title):
    source = Source.take(b"it rained and rained, and then it rained some more.", owner=alice)
    source.file_name = file_name
    source.save()
    copy = FairCopy(texts=dict.fromkeys(Story.AUTHOR_FIELDS, ""))
    assert keep(copy, pen_names=[alice.pen_name], source=source).title == title


@db
def test_a_document_is_kept_without_any_form(alice, raw_document):
    source = Source.take(raw_document, owner=alice)
    story = keep(taken_over(source.read()), pen_names=[alice.pen_name], source=source)
    assert words(visible_text(story.chapters.get().current_fields()["html"])) == words(
        source.read().chapters[0].text
    )


@db
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_sample_passes_the_check_page(client, alice, path):
    source = Source.take(path.read_bytes(), file_name=path.name, owner=alice)
    client.force_login(alice)
    assert "Nothing was left out." in client.get(source.get_absolute_url()).text
    story = kept(client, source, "publish", **SAID)
    shown = [words(visible_text(c.text.html)) for c in story.chapters.order_by("position")]
    assert shown == [words(chapter.text) for chapter in source.read().chapters]


@db
def test_a_second_press_returns_the_same_story(client, source):
    first = client.post(source.get_absolute_url(), {**SAID, "publish": ""})
    second = client.post(source.get_absolute_url(), {**SAID, "publish": ""})
    assert first.url == second.url
    assert Story.objects.get().publication == 1


@db
def test_keeping_twice_makes_one_story(alice, source):
    copies = [taken_over(source.read()) for _time in range(2)]
    stories = {keep(c, pen_names=[alice.pen_name], source=source).pk for c in copies}
    assert len(stories) == 1


@pytest.mark.django_db(transaction=True)
def test_keeping_at_the_same_moment_makes_one_story(alice, source):
    pen_name, found = alice.pen_name, []

    def press():
        mine = Source.objects.get(pk=source.pk)  # as every request loads its own
        found.append(keep(taken_over(mine.read()), pen_names=[pen_name], source=mine).pk)
        connection.close()

    threads = [Thread(target=press) for _press in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


@db
def test_what_was_done_on_the_way_is_kept_with_the_source(client, source):
    kept(client, source, summary=LONG)
    assert any("author’s notes" in line["reason"] for line in Source.objects.get().report)


# Too long for a field


@db
@pytest.mark.parametrize("field", ["summary", "dedication", "au_premise"])
def test_a_surplus_is_shown_and_one_press_moves_it_to_the_notes(client, source, field):
    client.post(source.get_absolute_url(), {field: LONG, "look": ""})
    page = client.get(source.get_absolute_url()).text
    surplus = len(clean_text(LONG)) - LONGEST[field]
    assert f"Too long by {surplus} characters." in page
    assert f'name="move" value="{field}"' in page
    client.post(source.get_absolute_url(), {"move": field})
    page = client.get(source.get_absolute_url()).text
    assert f'name="move" value="{field}"' not in page
    story = kept(client, source)
    texts = story.current_fields()
    assert len(texts[field]) <= LONGEST[field]
    assert "Sentence number 0 " in texts[field]
    all_words = words(visible_text(texts[field] + texts["notes"]))
    in_chapters = [words(visible_text(c.current_fields()["html"])) for c in story.chapters.all()]
    assert set(words(LONG)) <= {*all_words, *(word for text in in_chapters for word in text)}


@db
def test_notes_that_are_too_long_go_on_in_a_chapter(client, source):
    client.post(source.get_absolute_url(), {"notes": LONG, "look": ""})
    client.post(source.get_absolute_url(), {"move": "notes"})
    page = client.get(source.get_absolute_url()).text
    assert "Author’s notes, continued" in page
    assert "Too long by" not in page
    story = kept(client, source, "publish", **SAID)
    assert story.chapters.count() == 2
    last = story.chapters.get(position=2)
    assert words(visible_text(story.notes)) + words(visible_text(last.text.html)) == words(LONG)


@db
def test_publishing_refuses_a_surplus_and_keeps_it(client, source):
    answer = client.post(source.get_absolute_url(), {**SAID, "summary": LONG, "publish": ""})
    assert "This is too long by" in answer.text
    assert "Sentence number 399 says" in answer.text
    assert not Story.objects.exists()


@db
def test_a_draft_is_never_refused_for_its_length(client, source):
    long_title = "A title " * 60
    story = kept(
        client,
        source,
        title=long_title,
        summary=LONG,
        notes=LONG,
        dedication=LONG,
        fandoms=", ".join(f"Fandom {n}" for n in range(100)),
        freeforms="tag " * 100,
        also_posted_at="x" * 600,
        written="long ago",
        planned_chapters="many",
    )
    assert len(story.current_fields()["title"]) <= limits.TITLE
    aside = " ".join(line["value"] for line in story.header_lines)
    for value in (long_title.strip(), "Fandom 99", "tag tag", "x" * 600, "long ago", "many"):
        assert value in aside
    assert not any(line["shown"] for line in story.header_lines)


@db
def test_a_title_is_cut_at_a_word_and_kept_whole(alice):
    title = " ".join(f"word{n}" for n in range(60))
    source = Source.take(f"Title: {title}\nSummary: It rains.\n\nIt rained.".encode(), owner=alice)
    copy = taken_over(source.read())
    assert len(copy.texts["title"]) <= limits.TITLE
    assert title.startswith(copy.texts["title"].removesuffix("…"))
    assert copy.header_lines[-1]["value"] == title


@db
def test_a_body_beyond_the_limit_becomes_parts(client, alice, monkeypatch):
    monkeypatch.setitem(LONGEST, "html", 2_000)
    paragraphs = [f"Paragraph {n}. {'It rained and rained. ' * 10}" for n in range(30)]
    source = Source.take(("A Title\nby Me\n\n" + "\n\n".join(paragraphs)).encode(), owner=alice)
    client.force_login(alice)
    assert "Part 2" in client.get(source.get_absolute_url()).text
    story = kept(client, source)
    texts = [chapter.current_fields() for chapter in story.chapters.order_by("position")]
    assert texts[1]["title"] == "Part 2"
    assert all(len(text["html"]) <= 2_000 for text in texts)
    found = [word for text in texts for word in words(visible_text(text["html"]))]
    assert found == words(" ".join(paragraphs))


def test_a_body_is_cut_at_scenes_then_paragraphs_then_sentences():
    scene, paragraph = "<p>One.</p>", "<p>Two is long. Two goes on.</p>"
    assert parts(f"{scene}<hr>{paragraph}", 35) == [scene, paragraph]
    assert parts("\n".join([scene] * 3), 25) == [f"{scene}\n{scene}", scene]
    assert parts(paragraph, 25) == ["<p>Two is long.</p>", "<p>Two goes on.</p>"]


def test_emphasis_over_a_cut_is_closed_and_opened_again():
    assert cut("<p>Oh <em>no, not you. Please not</em> you.</p>", 32) == (
        "<p>Oh <em>no, not you.</em></p>",
        "<p><em>Please not</em> you.</p>",
    )


def test_a_word_longer_than_its_place_is_torn_but_a_reference_never_is():
    head, rest = cut("<p>aaaa&amp;bbbb</p>", 14)
    assert (head, rest) == ("<p>aaaa</p>", "<p>&amp;bbbb</p>")


def test_a_line_is_cut_at_a_word():
    assert cut_line("one two three", 9) == "one two…"
    assert cut_line("one", 9) == "one"


TEXTS = st.lists(
    st.text(st.sampled_from("ab .!<>&*\n"), max_size=60)
    | st.sampled_from(
        ["<i>x y. z</i>", "<blockquote>a. b</blockquote>", "<hr>", "<ul><li>a<li>b</ul>"]
    ),
    max_size=8,
)


@given(TEXTS, st.integers(60, 200))
def test_no_word_is_lost_at_a_seam(pieces, at_most):
    html = clean_text("\n\n".join(pieces))
    head, rest = cut(html, at_most, at_scenes=True)
    assert len(head) <= at_most
    assert words(visible_text(head)) + words(visible_text(rest)) == words(visible_text(html))
