"""Versions: kept compactly, browsed, named, compared, gone back to. Only authors see them."""

import random

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from bench import versions as novel
from core import words
from core.html import clean, visible_text
from stories.models import Byline, Piece, Revision
from stories.models.pieces import cut
from stories.versions.comparing import compared, passages
from tests.cast import chapter_of, publish_story, write_story

LONG = "\n".join(
    f"<p>Line {n}: it rained all night, and nobody slept at all.</p>" for n in range(99)
)


def of(chapter, *rest) -> str:
    return "/".join([f"{chapter.get_absolute_url()}/versions", *map(str, rest)])


@pytest.fixture
def chapter(alice):
    """Published, changed and published again, with a change that waits."""
    chapter = chapter_of(publish_story(alice))
    chapter.write(html="<p>It poured.</p>")
    chapter.publish(by=alice)
    chapter.write(html="<p>It snowed on the harbour.</p>")
    return chapter


# Kept compactly


def test_a_long_text_stands_in_pieces_and_reads_as_one(alice):
    chapter = chapter_of(write_story(alice, texts=[LONG]))
    version = chapter.keep_current(by=alice)
    kept = Revision.objects.get(pk=version.pk)
    assert len(kept.pieces) > 5
    assert version.html == kept.html == LONG
    assert Revision.objects.without_texts().get(pk=version.pk).html == LONG


def test_an_edit_costs_only_the_pieces_around_it(alice):
    chapter = chapter_of(write_story(alice, texts=[LONG]))
    chapter.keep_current(by=alice)
    before = Piece.objects.count()
    chapter.write(html=LONG.replace("Line 50:", "Line fifty:"))
    chapter.keep_current(by=alice)
    assert Piece.objects.count() - before <= 2


def test_nobody_reads_half_a_text_by_mistake(chapter):
    for question in ("values", "values_list"):
        with pytest.raises(TypeError):
            getattr(chapter.revisions, question)("html")
        with pytest.raises(TypeError):
            getattr(chapter.revisions, question)()


def test_pieces_go_with_their_story(alice):
    story = write_story(alice, texts=[LONG])
    chapter_of(story).keep_current(by=alice)
    story.delete_for_good()
    assert not Piece.objects.exists()


TAGS = ["p", "b", "ul", "li", "pre", "div", "td", "table", "br", "hr", "a", "ruby", "rt"]
WORDS = st.text("ab .!。。\n<>&é", max_size=30)
SOURCES = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        WORDS.map(lambda title: f'<p title="{title} > {title}">x '),
        st.integers(1, 400).map(lambda n: "A sentence, said. " * n),
        st.integers(1, 900).map(lambda n: "word " * n),
        st.integers(1, 200).map(lambda n: "<p>Short.</p>" * n),
    ),
    max_size=20,
).map("".join)


@given(SOURCES)
def test_the_pieces_of_any_text_are_the_text_and_its_words(source):
    html = clean(source)
    pieces = list(cut(html))
    assert "".join(pieces) == html
    counted = sum(words.count(visible_text(piece)) for piece in pieces)
    assert counted == words.count(visible_text(html))


# Append-only, but for the name


def test_a_version_is_named_and_nothing_else_of_it_changes(chapter):
    version = chapter.revisions.first()
    version.rename("Before the ending")
    assert Revision.objects.get(pk=version.pk).name == "Before the ending"
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.filter(pk=version.pk).update(name="x", number=99)


def test_a_piece_never_changes(alice):
    chapter_of(write_story(alice, texts=[LONG])).keep_current(by=alice)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Piece.objects.update(html="<p>Other words.</p>")


def test_the_same_text_is_kept_once(chapter, alice):
    first = chapter.keep_current(by=alice)
    again = chapter.keep_current(by=alice, name="Snow")
    assert (again.pk, again.name) == (first.pk, "Snow")
    assert chapter.revisions.count() == 3


# Going back


def test_going_back_makes_a_draft_and_keeps_what_stood_there(chapter, alice):
    chapter.go_back_to(chapter.revisions.get(number=1), by=alice)
    assert chapter.current_fields()["html"] == "<p>It rained.</p>"
    assert chapter.revisions.first().html == "<p>It snowed on the harbour.</p>"
    assert chapter.released_fields()["html"] == "<p>It poured.</p>"


def test_a_text_of_an_older_sanitiser_is_cleaned_anew_on_its_way_back(chapter, alice):
    old = Revision.objects.create(
        chapter=chapter, number=77, html="<p onclick='x()'>Old.</p>", html_version=0, by=alice
    )
    chapter.go_back_to(old, by=alice)
    assert chapter.current_fields()["html"] == "<p>Old.</p>"


# The pages


def test_the_list_says_what_each_version_is(author, chapter):
    page = author.get(of(chapter)).text
    assert "Unreleased changes" in page
    assert page.index("Version 2") < page.index("Version 1")
    assert "readers saw it" in page


def test_what_has_only_saved_itself_has_no_version_yet(author, story):
    author.post(f"/works/{story.pk}/chapters/draft", {"html": "It rained."})
    page = author.get(of(story.chapters.last()))
    assert page.status_code == 200
    assert "No version yet." in page.text


def test_a_version_is_kept_with_a_name_by_the_button(author, chapter):
    page = author.post(of(chapter), {"name": "Snow at last"}, follow=True).text
    assert "Snow at last" in page
    assert chapter.revisions.first().html == "<p>It snowed on the harbour.</p>"
    assert not chapter.revisions.first().released


def test_a_name_too_long_is_refused_beside_the_field_and_kept(author, chapter):
    long = "Snow, " * 30
    version = chapter.revisions.first()
    for address in (of(chapter), of(chapter, version.pk, "name")):
        page = author.post(address, {"name": long}).text
        assert "at most 100 characters" in page
        assert long.strip() in page
    assert not Revision.objects.exclude(name="").exists()


@pytest.mark.parametrize("name", ["\u200b\u200b", "\u3164", "Snow\u202e"])
def test_a_name_of_what_cannot_be_seen_is_refused(author, chapter, name):
    version = chapter.revisions.first()
    for address in (of(chapter), of(chapter, version.pk, "name")):
        page = author.post(address, {"name": name}).text
        assert "Use letters that can be seen." in page
        assert name in page
    assert not Revision.objects.exclude(name="").exists()


def test_a_version_is_shown_as_readers_saw_it_and_gone_back_to(author, chapter):
    first = chapter.revisions.get(number=1)
    assert "<p>It rained.</p>" in author.get(of(chapter, first.pk)).text
    page = author.post(of(chapter, first.pk, "restoration"), follow=True).text
    assert "Version 1 is your draft now" in page
    assert chapter.current_draft().html == "<p>It rained.</p>"


def test_who_wrote_a_version_is_told_by_pen_name(author, chapter, bob, dana):
    story = chapter.story
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    chapter.keep_current(by=dana)
    chapter.write(html="<p>Sleet.</p>")
    chapter.keep_current(by=bob)
    page = author.get(of(chapter)).text
    assert "by <bdi>Second Violin</bdi>" in page
    assert "by a co-author" in page
    assert "dana" not in page
    assert "bob" not in page.casefold()


def test_front_matter_has_versions_of_its_own(author, story):
    story.write(summary="<p>Two people fall silent.</p>")
    page = author.post(f"/works/{story.pk}/versions", follow=True).text
    assert "Version 2" in page
    version = story.revisions.first()
    assert "fall silent" in author.get(version.get_absolute_url()).text
    page = author.get(f"{story.revisions.get(number=1).get_absolute_url()}/difference").text
    assert "Summary" in page
    assert "fall silent" in page


def test_another_chapters_version_is_not_found(author, long_story):
    first, second, _third = long_story.chapters.in_place()
    other = second.revisions.get()
    for address in (of(first, other.pk), of(first, other.pk, "difference")):
        assert author.get(address).status_code == 404
    own = of(first, first.revisions.get().pk, "difference")
    assert author.get(f"{own}?with={other.pk}").status_code == 404
    assert author.get(f"{own}?with=nonsense&view=upside-down").status_code == 200


def test_words_and_how_many_more_they_are_are_told_for_all_pages(
    author, alice, django_assert_max_num_queries
):
    chapter = chapter_of(write_story(alice, texts=["<p>Word.</p>"]))
    for number in range(1, 26):
        chapter.write(html=f"<p>{'word ' * number}</p>" + LONG * (number % 2))
        chapter.keep_current(by=alice)
    for question in ("", "?before=6"):
        author.get(of(chapter) + question)
        with django_assert_max_num_queries(15):
            page = author.get(of(chapter) + question)
        lines = page.context["lines"]
        assert all(line.grown is not None for line in lines if line.version.number > 1)
    assert [line.version.number for line in lines] == [5, 4, 3, 2, 1]
    assert (lines[-1].words, lines[-1].grown) == (1 + 99 * 11, None)
    assert lines[-2].grown == 1 - 99 * 11


# Comparing


def test_a_comparison_tells_word_by_word_what_changed(author, chapter):
    first, second = chapter.revisions.order_by("number")
    page = author.get(f"{of(chapter, second.pk, 'difference')}?with={first.pk}").text
    assert "from version 1 to version 2" in page
    assert "1 word gone" in page
    assert "1 word new" in page
    page = author.get(f"{of(chapter, first.pk, 'difference')}?with=&view=side").text
    assert "from version 1 to the text as it stands now" in page
    assert 'class="side old' in page
    assert 'class="sides heads" aria-hidden="true" dir="ltr"' in page  # as the texts run below


def test_a_little_of_what_did_not_change_stands_around_a_change():
    old = "".join(f"<p>Line {n}.</p>" for n in "abcdefgh")
    found = passages(old, old.replace("Line e", "Verse e"))
    shown = [p.left_out or p.text or p.change.runs for p in found]
    assert shown == [
        3,
        "Line d.",
        (("gone", "Line"), ("new", "Verse"), ("same", " e.")),
        "Line f.",
        2,
    ]


def test_a_name_changed_in_every_line_is_shown_line_by_line():
    old = "".join(f"<p>{n} Sam went home early.</p>" for n in range(300))
    found = passages(old, old.replace("Sam", "Ana"))
    assert len(found) == 300
    assert all((p.change.gone, p.change.new) == (1, 1) for p in found)


def test_only_formatting_is_said_to_be_only_that():
    [field] = compared({"html": "<p>Rain.</p>"}, {"html": "<p><b>Rain.</b></p>"})
    assert field.passages == []


LINES = st.lists(
    st.lists(
        st.sampled_from(["rain", "fell", "on", "glass", ",", "."]), min_size=1, max_size=9
    ).map(" ".join),
    max_size=12,
)


@given(LINES, LINES)
def test_both_texts_can_be_read_from_a_comparison(old, new):
    found = passages(*("".join(f"<p>{line}</p>" for line in lines) for lines in (old, new)))
    if not found:
        assert old == new
        return
    for lines, side in ((old, "old"), (new, "new")):
        seen = [word for p in found for word in _words_of(p, side)]
        left_out = sum(p.left_out for p in found)
        following = iter(" ".join(lines).split())
        assert all(word in following for word in seen)
        if not left_out:
            assert seen == " ".join(lines).split()


def _words_of(passage, side) -> list[str]:
    runs = getattr(passage, side)
    return ("".join(text for _kind, text in runs) if runs else passage.text).split()


# From where one writes


def test_the_button_where_one_writes_saves_and_keeps_a_version(author, chapter):
    address = f"{chapter.get_absolute_url()}/edit"
    data = {"html": "Hail.", "kind": "chapter", "keep": ""}
    data |= {"seen": author.get(address).context["seen"]}
    page = author.post(address, data, follow=True).text
    assert "kept as a version" in page
    assert chapter.revisions.first().html == chapter.current_draft().html == "<p>Hail.</p>"
    assert chapter.released_fields()["html"] == "<p>It poured.</p>"
    assert of(chapter) in page


def test_only_authors_see_versions(client, chapter, bob, mod):
    version = chapter.revisions.first()
    for person in (None, bob, mod):
        if person:
            client.force_login(person)
        for rest in ((), (version.pk,), (version.pk, "difference")):
            answer = client.get(of(chapter, *rest))
            assert answer.status_code in (302, 404)
            assert "poured" not in answer.text
        answer = client.post(of(chapter, version.pk, "restoration"))
        assert answer.status_code in (302, 404)
    assert chapter.current_fields()["html"] == "<p>It snowed on the harbour.</p>"


@pytest.mark.deep
def test_two_hundred_versions_of_a_novel_cost_less_than_twenty_megabytes(alice):
    chance = random.Random(7)
    chapter = chapter_of(write_story(alice, texts=[novel.text(chance, novel.WORDS)]))
    before = novel.size()
    for _version in range(novel.VERSIONS):
        novel.keep(chance, chapter, alice, edits=5)
    assert novel.size() - before < 20_000_000
    assert chapter.revisions.first().html == chapter.current_fields()["html"]
    assert chapter.revisions.count() == novel.VERSIONS
