"""The day of first posting; what moves a story up the lists, and what does not."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.consequences import happened
from reviews.models import Review
from stories.models import Chapter, Listing, Story
from tests.cast import chapter_of, publish_story, write_story
from tests.stories.events import told

LONG_AGO = date(2003, 7, 1)
A_WEEK = timedelta(days=7)


@pytest.fixture
def desk(client, alice):
    client.force_login(alice)
    return client


def since(story) -> None:
    """It stands in the lists where it stood a week ago, and nobody has anything to tell."""
    Story.objects.filter(pk=story.pk).update(revised_at=timezone.now() - A_WEEK)
    story.refresh_from_db()
    story.refresh_listing()
    ProcrastinateJob.objects.all()._raw_delete("default")


# What moves a story up the lists: name → (what happens to it, does it move, what is told)


def edit(story, alice):
    chapter_of(story).write(html="<p>Mended.</p>")
    chapter_of(story).publish(by=alice)


def edit_front_matter(story, alice):
    story.write(summary="<p>Other.</p>")
    story.release(by=alice)


def take_back_and_show_again(story, alice):
    story.unpublish()
    story.publish(by=alice)


def take_a_chapter_back_and_show_it_again(story, alice):
    chapter_of(story).unpublish()
    chapter_of(story).publish(by=alice)


def take_a_chapter_back_and_show_it_with_the_story(story, alice):
    chapter_of(story).unpublish()
    take_back_and_show_again(story, alice)


def through_the_bin(story, alice):
    chapter_of(story).move_to_bin()
    Chapter.objects.get(deleted_at__isnull=False).restore()


def add(story):
    return story.add_chapter(html="<p>New.</p>")


STORY_TOLD, CHAPTER_TOLD = ["story.published"], ["chapter.published"]
HAPPENS = {
    "new chapter": (lambda s, a: add(s).publish(by=a), True, CHAPTER_TOLD),
    "new chapter, quietly": (lambda s, a: add(s).publish(by=a, quietly=True), False, []),
    "new chapter, not shown": (lambda s, a: add(s), False, []),
    "new chapter, in a queue": (lambda s, a: add(s).enqueue(by=a), False, []),
    "edit": (edit, False, []),
    "front matter": (edit_front_matter, False, []),
    "taken back": (take_back_and_show_again, False, STORY_TOLD),
    "chapter taken back": (take_a_chapter_back_and_show_it_again, False, []),
    "with its story": (take_a_chapter_back_and_show_it_with_the_story, False, STORY_TOLD),
    "bin": (through_the_bin, False, []),
    "backdated": (lambda s, a: s.backdate(LONG_AGO, a.clock), False, []),
    "chapter backdated": (lambda s, a: chapter_of(s).backdate(LONG_AGO, a.clock), False, []),
    "reordered": (lambda s, a: s.reorder_chapters([]), False, []),
}


@pytest.mark.parametrize("name", HAPPENS)
def test_only_real_new_chapters_move_a_story_up_the_lists_and_are_told_of(story, alice, name):
    happens, moves, tells = HAPPENS[name]
    since(story)
    before = Listing.objects.get().revised_at
    happens(story, alice)
    assert (Listing.objects.get().revised_at > before) == moves
    assert told() == tells


def test_what_nobody_listens_to_is_no_fault(story, alice):
    story.add_chapter(html="<p>N</p>").publish(by=alice)
    for job in ProcrastinateJob.objects.filter(task_name="archive.consequences.happened"):
        happened(**job.args)
    happened(event="lamp.lit", facts={"by": "a newer version"})


def test_a_chapter_is_published_quietly_from_its_page(desk, story):
    since(story)
    chapter = story.add_chapter(html="<p>Small.</p>")
    desk.post(f"{chapter.get_absolute_url()}/publication", {"quietly": "on"})
    chapter.refresh_from_db()
    assert chapter.is_published
    assert Story.objects.get().revised_at < timezone.now() - timedelta(days=6)


# The day of first posting


def set_day(client, thing, day):
    return client.post(f"{thing.get_absolute_url()}/date", {"day": f"{day}"})


def test_readers_see_the_day_that_its_author_says(desk, story):
    assert set_day(desk, story, LONG_AGO).status_code == 302
    desk.logout()
    page = desk.get(story.get_absolute_url()).text
    assert "2003-07-01" in page
    assert f"{timezone.now():%Y-%m-%d}" not in page  # its only chapter is of that day too


def test_it_goes_down_the_lists_to_that_day(desk, alice):
    old, new = publish_story(alice, "Old"), publish_story(alice, "New")
    set_day(desk, new, LONG_AGO)
    listed = list(Listing.objects.order_by("-revised_at").values_list("story_id", flat=True))
    assert listed == [old.pk, new.pk]


def test_chapters_that_came_later_keep_their_days_and_their_place(desk, story, alice):
    later = story.add_chapter(html="<p>Two.</p>")
    later.publish(by=alice)
    before = Story.objects.get().revised_at
    set_day(desk, story, LONG_AGO)
    first, second = story.chapters.in_place()
    assert first.published_at.date() == LONG_AGO
    assert second.published_at == later.published_at
    assert Story.objects.get().revised_at == before


def test_a_day_that_is_set_right_again_moves_nothing_up(desk, story):
    shown = story.published_at
    set_day(desk, story, LONG_AGO)
    set_day(desk, story, timezone.localdate())
    story.refresh_from_db()
    assert abs(story.published_at - shown) < timedelta(seconds=5)
    assert story.revised_at.date() == LONG_AGO


def test_a_chapter_may_be_older_but_not_than_its_story(desk, story, alice):
    set_day(desk, story, LONG_AGO)
    chapter = story.add_chapter(html="<p>Two.</p>")
    chapter.publish(by=alice)
    assert "The story was first posted on 1 July 2003." in set_day(desk, chapter, "2001-01-01").text
    set_day(desk, chapter, "2004-05-06")
    chapter.refresh_from_db()
    assert chapter.published_at.date() == date(2004, 5, 6)
    assert Story.objects.get().revised_at.date() == date(2004, 5, 6)
    assert "A chapter of it was first posted on" in set_day(desk, story, "2005-01-01").text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (timezone.localdate() + timedelta(days=2), "This day has not come yet."),
        ("0001-01-01", "This is too long ago"),
        ("2003-02-30", "Enter a valid date."),
        ("", "This field is required."),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_its_field(desk, story, day, sentence):
    answer = set_day(desk, story, day)
    assert sentence in answer.text
    assert f'value="{day}"' in answer.text or not day


def test_not_after_the_day_on_which_readers_saw_it_here(desk, alice, monkeypatch):
    ago = timezone.now() - timedelta(days=300)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: ago)
        story = publish_story(alice)
    set_day(desk, story, LONG_AGO)
    assert "Readers saw it here on" in set_day(desk, story, timezone.localdate()).text
    set_day(desk, story, ago.date())
    assert abs(Story.objects.get().published_at - ago) < timedelta(seconds=5)


def test_a_draft_is_published_with_its_old_day_and_nobody_is_told(desk, draft):
    assert "Publish it with this date" in desk.get(f"{draft.get_absolute_url()}/date").text
    set_day(desk, draft, LONG_AGO)
    story = Story.objects.get()
    assert story.published_at.date() == story.revised_at.date() == LONG_AGO
    assert told() == []


def test_a_draft_that_lacks_something_is_not_published_so(desk, draft):
    draft.fandoms.clear()
    answer = set_day(desk, draft, LONG_AGO)
    assert "name the fandom" in answer.text
    assert not Story.objects.get().is_published


# A single chapter taken back


def test_a_chapter_becomes_a_draft_again_and_keeps_its_text(desk, long_story, bob):
    second = list(long_story.chapters.in_place())[1]
    assert "speak of it" not in desk.get(f"{second.get_absolute_url()}/publication/delete").text
    desk.post(f"{second.get_absolute_url()}/publication/delete")
    second.refresh_from_db()
    assert not second.is_published
    assert second.current_fields()["html"] == "<p>Two.</p>"
    assert Listing.objects.get().chapters == 2
    desk.force_login(bob)
    assert desk.get(second.get_absolute_url()).status_code == 404


def test_the_page_says_how_many_reviews_speak_of_it(desk, long_story, bob):
    second = list(long_story.chapters.in_place())[1]
    Review.post(story=long_story, chapter=second, pen_name=bob.pen_name, html="<p>Ah.</p>")
    page = desk.get(f"{second.get_absolute_url()}/publication/delete").text
    assert "stays with the story: 1 review." in page
    desk.post(f"{second.get_absolute_url()}/publication/delete")
    assert Review.objects.get().chapter_id == second.pk


def test_the_last_chapter_goes_with_its_story_only(desk, story):
    chapter = story.chapters.get()
    address = f"{chapter.get_absolute_url()}/publication/delete"
    for answer in (desk.get(address), desk.post(address)):
        assert "Unpublish the story" in answer.text
    chapter.refresh_from_db()
    assert chapter.is_published


def test_publishing_twice_is_publishing_once(draft, alice):
    same = Story.objects.get()
    draft.publish(by=alice)
    same.publish(by=alice)
    assert told() == ["story.published"]
    assert Story.objects.get().publication == 1


def test_what_waits_for_its_turn_is_no_reason_to_move_up(alice):
    story = write_story(alice, texts=["<p>One.</p>", "<p>Two.</p>"])
    story.publish(by=alice)
    since(story)
    story.unpublish()
    story.add_chapter(html="<p>Three.</p>").enqueue(by=alice)
    story.publish(by=alice)
    assert Story.objects.get().revised_at < timezone.now() - timedelta(days=6)
