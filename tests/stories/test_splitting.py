"""One chapter made two, and two made one: no word is lost to readers, and none stands twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from reviews.models import Review
from stories.models import Chapter, ChapterText, Draft, Listing, Story
from tests.cast import chapter_of, publish_story, write_story

THREE = "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"


def seen_by_readers(story) -> list[str]:
    texts = ChapterText.objects.filter(chapter__in=story.chapters.published())
    return [text.html for text in texts.order_by("chapter__position")]


def as_written(story) -> list[str]:
    return [chapter.current_fields()["html"] for chapter in story.chapters.in_place()]


def positions(story) -> list[int]:
    return [chapter.position for chapter in story.chapters.in_place()]


@pytest.fixture
def out(alice):
    publish_story(alice, texts=[THREE])
    Story.objects.update(revised_at=timezone.now() - timedelta(days=9))
    return Story.objects.get()


def test_a_published_chapter_is_two_at_once_and_moves_nothing_up(out, alice):
    before = out.revised_at
    first = chapter_of(out)
    second = first.split(1, by=alice)
    assert seen_by_readers(out) == ["<p>One.</p>", "<p>Two.</p>\n<p>Three.</p>"]
    assert not Draft.objects.exists()
    assert second.published_at == first.published_at
    assert Story.objects.get().revised_at == before
    assert Listing.objects.get().chapters == 2
    assert Listing.objects.get().words == 3


def test_the_text_before_a_split_stands_among_the_versions(out, alice):
    chapter = chapter_of(out)
    second = chapter.split(1, by=alice)
    texts = [version.html for version in chapter.revisions.all()]
    assert texts == ["<p>One.</p>", THREE]
    assert [version.html for version in second.revisions.all()] == ["<p>Two.</p>\n<p>Three.</p>"]


def test_a_draft_is_two_drafts(alice):
    draft = write_story(alice, texts=[THREE, "<p>Four.</p>"])
    chapter_of(draft).split(2, by=alice)
    assert as_written(draft) == ["<p>One.</p>\n<p>Two.</p>", "<p>Three.</p>", "<p>Four.</p>"]
    assert positions(draft) == [1, 2, 3]
    assert seen_by_readers(draft) == []


def test_unreleased_changes_stay_unreleased_each_in_its_own_half(out, alice):
    chapter = chapter_of(out)
    chapter.write(html="<p>One.</p>\n<p>New.</p>\n<p>Two.</p>\n<p>Third.</p>")
    second = chapter.split(2, by=alice)
    assert seen_by_readers(out) == ["<p>One.</p>", "<p>Two.</p>\n<p>Three.</p>"]
    assert as_written(out) == ["<p>One.</p>\n<p>New.</p>", "<p>Two.</p>\n<p>Third.</p>"]
    second.publish(by=alice)
    assert seen_by_readers(out)[1] == "<p>Two.</p>\n<p>Third.</p>"


def test_what_was_written_behind_a_published_chapter_becomes_a_draft_of_the_next(out, alice):
    chapter = chapter_of(out)
    Chapter.objects.update(end_notes="<p>Thanks.</p>")
    chapter.refresh_from_db()
    chapter.write(html=f"{THREE}\n<hr>\n<p>Four.</p>")
    second = chapter.split(3, by=alice)
    assert seen_by_readers(out) == [THREE]
    assert not second.is_published
    assert second.current_fields()["html"] == "<p>Four.</p>"
    assert not Draft.objects.filter(chapter=chapter).exists()
    assert chapter.released_fields()["end_notes"] == "<p>Thanks.</p>"


def test_a_published_chapter_is_never_left_empty(out, alice):
    chapter = chapter_of(out)
    chapter.write(html=f"<p>A new beginning.</p>\n{THREE}")
    with pytest.raises(ValidationError):
        chapter.split(1, by=alice)
    assert seen_by_readers(out) == [THREE]
    assert chapter.revisions.count() == 1


@pytest.mark.parametrize("block", [-1, 0, 3, 99])
def test_a_split_needs_words_before_and_after(out, alice, block):
    with pytest.raises(ValidationError):
        chapter_of(out).split(block, by=alice)
    assert out.chapters.count() == 1


def test_a_scene_break_where_a_chapter_begins_is_needed_no_more(alice):
    draft = write_story(alice, texts=["<p>One.</p>\n<hr>\n<p>Two.</p>"])
    chapter_of(draft).split(1, by=alice)
    assert as_written(draft) == ["<p>One.</p>", "<p>Two.</p>"]


def test_a_heading_where_the_new_chapter_begins_is_its_title(alice):
    draft = write_story(alice, texts=["<p>One.</p>\n<h3>Rain &amp; wind</h3>\n<p>Two.</p>"])
    second = chapter_of(draft).split(1, by=alice)
    assert second.current_fields()["title"] == "Rain & wind"
    assert second.current_fields()["html"] == "<p>Two.</p>"


def test_notes_after_go_to_the_last_part_the_rest_stays(alice):
    draft = write_story(alice, texts=[THREE])
    chapter = chapter_of(draft)
    chapter.write(title="Rain", summary="<p>S</p>", notes="<p>N</p>", end_notes="<p>E</p>")
    second = chapter.split(1, by=alice)
    first = chapter.current_fields()
    assert (first["title"], first["summary"], first["notes"]) == ("Rain", "<p>S</p>", "<p>N</p>")
    assert first["end_notes"] == second.current_fields()["summary"] == ""
    assert second.current_fields()["end_notes"] == "<p>E</p>"


def test_the_second_half_waits_for_what_the_first_waits_for(out, alice):
    chapter = out.add_chapter(html=THREE)
    chapter.enqueue(by=alice)
    assert chapter.split(1, by=alice).queued_at == Chapter.objects.get(pk=chapter.pk).queued_at


def test_reviews_stay_with_the_first_part(out, alice, bob):
    chapter = chapter_of(out)
    review = Review.post(story=out, chapter=chapter, html="<p>Kind.</p>", pen_name=bob.pen_name)
    chapter.split(1, by=alice)
    assert Review.objects.get(pk=review.pk).chapter == chapter


def test_two_published_chapters_become_one_at_once(long_story, alice):
    before = long_story.revised_at
    first = chapter_of(long_story)
    first.merge_next(by=alice)
    assert seen_by_readers(long_story) == [
        "<p>One.</p>\n<hr>\n<h3>Part 2</h3>\n<p>Two.</p>",
        "<p>Three.</p>",
    ]
    assert positions(long_story) == [1, 2]
    assert not Draft.objects.exists()
    assert Story.objects.get().revised_at == before
    assert Listing.objects.get().words == 5


def test_what_was_merged_lies_in_the_bin_and_comes_back_as_a_draft(long_story, alice):
    first, second, _third = long_story.chapters.in_place()
    first.merge_next(by=alice)
    second.refresh_from_db()
    assert second.deleted_at
    second.restore()
    assert len(seen_by_readers(long_story)) == 2  # nothing stands twice
    assert second.current_fields()["html"] == "<p>Two.</p>"


def test_a_draft_behind_a_published_chapter_waits_as_its_unreleased_end(out, alice):
    out.add_chapter(html="<p>Four.</p>")
    chapter_of(out).merge_next(by=alice)
    assert seen_by_readers(out) == [THREE]
    assert as_written(out) == [f"{THREE}\n<hr>\n<p>Four.</p>"]


def test_a_published_chapter_behind_a_draft_stays_before_readers(out, alice):
    prologue = out.add_chapter(html="<p>Before.</p>")
    shown = chapter_of(out)
    out.reorder_chapters([prologue.pk, shown.pk])
    prologue.refresh_from_db()
    prologue.merge_next(by=alice)
    assert seen_by_readers(out) == [THREE]
    assert as_written(out) == [f"<p>Before.</p>\n<hr>\n{THREE}"]
    assert Chapter.objects.get(pk=prologue.pk).published_at == shown.published_at
    assert [v.html for v in prologue.revisions.filter(released=True)] == [THREE]


def test_reviews_come_along_when_chapters_are_merged(long_story, alice, bob):
    first, second, _third = long_story.chapters.in_place()
    review = Review.post(
        story=long_story, chapter=second, html="<p>Kind.</p>", pen_name=bob.pen_name
    )
    first.merge_next(by=alice)
    assert Review.objects.get(pk=review.pk).chapter == first


def test_a_merge_that_was_sent_twice_is_one(long_story, alice):
    first, second, third = long_story.chapters.in_place()
    for _time in range(2):
        first.merge_next(by=alice, following=second.pk)
    assert [chapter.pk for chapter in long_story.chapters.in_place()] == [first.pk, third.pk]
    with pytest.raises(ValidationError):
        third.merge_next(by=alice, following=first.pk)


def test_the_last_chapter_has_nothing_to_be_merged_with(out, alice):
    with pytest.raises(ValidationError):
        chapter_of(out).merge_next(by=alice)


def test_what_would_be_too_long_together_is_refused_and_nothing_changes(long_story, alice):
    first, second, _third = long_story.chapters.in_place()
    for chapter in (first, second):
        chapter.write(notes=f"<p>{'word ' * 1_500}</p>")
    with pytest.raises(ValidationError, match="notes"):
        first.merge_next(by=alice)
    assert long_story.chapters.in_place().count() == 3


def test_split_and_merged_again_it_is_the_same(out, alice):
    chapter = chapter_of(out)
    ChapterText.objects.update(html="<p>One.</p>\n<hr>\n<h3>Two</h3>\n<p>Three.</p>")
    chapter.split(1, by=alice)
    chapter.merge_next(by=alice)
    assert seen_by_readers(out) == ["<p>One.</p>\n<hr>\n<h3>Two</h3>\n<p>Three.</p>"]
