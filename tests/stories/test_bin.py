"""The bin: what lies there can be fetched back for thirty days, and is really gone afterwards."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.formats import date_format

from intake.models import Source
from reviews.models import Review
from stories import bin
from stories.models import Byline, Chapter, Draft, Piece, Revision, Story
from stories.tasks import empty_bin
from tests.cast import SECRET, publish_story, write_story

LONG_AGO = timedelta(days=31)


def throw_away(thing, *, ago: timedelta = timedelta()) -> None:
    thing.move_to_bin()
    type(thing).objects.filter(pk=thing.pk).update(deleted_at=timezone.now() - ago)


def test_the_bin_says_when_each_is_gone_for_good(author, alice, long_story):
    story = publish_story(alice, "Thrown away")
    throw_away(story, ago=timedelta(days=10))
    throw_away(long_story.chapters.first())
    page = author.get("/desk/bin").text
    leaves = timezone.now() + timedelta(days=20)
    assert "Thrown away" in page
    assert f"gone for good on {date_format(leaves)}" in page
    assert "Part 1" in page and "The Long Way" in page
    author.post(f"/works/{story.pk}/restoration")
    assert Story.objects.get(pk=story.pk).deleted_at is None


def test_after_thirty_days_all_of_it_is_gone(alice, django_capture_on_commit_callbacks):
    story = publish_story(alice)
    source = Source.take(b"The original.", owner=alice)
    Source.objects.filter(pk=source.pk).update(story=story)
    story.write(title="A draft")
    kept = publish_story(alice, "Kept")
    throw_away(kept, ago=timedelta(days=29))
    throw_away(story, ago=LONG_AGO)
    with django_capture_on_commit_callbacks(execute=True):
        empty_bin(0)
        empty_bin(0)
    assert list(Story.objects.all()) == [kept]
    assert not Draft.objects.exists()
    assert {revision.chapter.story for revision in Revision.objects.exclude(chapter=None)} == {kept}
    assert not default_storage.exists(source.file.name)


def test_chapters_go_after_thirty_days_with_their_versions(author, long_story, alice, bob):
    first, second, third = long_story.chapters.in_place()
    third.release(by=alice)
    Review.post(story=long_story, chapter=second, html="<p>Words.</p>", pen_name=bob.pen_name)
    throw_away(second, ago=LONG_AGO)
    throw_away(third, ago=timedelta(days=29))
    empty_bin(0)
    assert set(Chapter.objects.all()) == {first, third}
    assert not Revision.objects.filter(chapter=second.pk).exists()
    assert Revision.objects.filter(chapter=third).exists()
    assert Review.objects.get().story == long_story  # what readers wrote stays


def test_passages_that_no_version_has_any_more_go_too(long_story, alice):
    first, second, _third = long_story.chapters.in_place()
    long = "".join(f"<p>{'A long evening in the harbour. ' * 12}{n}</p>" for n in range(40))
    alike = long + "<p>The end of the first.</p>"
    for chapter, html in ((first, alike), (second, long + "<p>The end of the second.</p>")):
        chapter.write(html=html)
        chapter.release(by=alice)
    pieces = set(Piece.objects.values_list("pk", flat=True))
    assert pieces
    throw_away(second, ago=LONG_AGO)
    empty_bin(0)
    left = "".join(Piece.objects.values_list("html", flat=True))
    assert "The end of the first." in left
    assert "The end of the second." not in left
    assert first.revisions.first().fields()["html"] == alike


def test_unreleased_drafts_never_go_by_themselves(alice):
    draft = write_story(alice)
    years = timezone.now() - timedelta(days=4_000)
    Draft.objects.update(saved_at=years)
    Story.objects.update(created_at=years)
    empty_bin(0)
    assert draft.chapters.get().current_fields()["html"] == "<p>It rained.</p>"


def test_one_that_cannot_be_deleted_keeps_no_other(alice, monkeypatch):
    stories = [publish_story(alice, f"Story {number}") for number in range(3)]
    for story in stories:
        throw_away(story, ago=LONG_AGO)
    delete = Story.delete_for_good

    def faulty(story):
        delete(story)
        if story.title == "Story 1":
            raise OSError("the disk is full, or so it says")

    monkeypatch.setattr(Story, "delete_for_good", faulty)
    with pytest.raises(ExceptionGroup):  # so that the worker tries again
        empty_bin(0)
    assert [story.title for story in Story.objects.all()] == ["Story 1"]  # wholly there
    assert Story.objects.get().chapters.exists()


def test_what_is_fetched_back_in_the_last_moment_stays(alice, story):
    throw_away(story, ago=LONG_AGO)
    before = timezone.now() - bin.STAYS
    story.restore()
    bin._delete_story(story.pk, before)
    assert Story.objects.filter(pk=story.pk).exists()


def test_deleting_now_asks_with_the_title(author, story, alice, bob):
    Review.post(story=story, html="<p>Words.</p>", pen_name=bob.pen_name)
    address = f"/works/{story.pk}/bin/delete"
    assert author.get(address).status_code == author.post(address).status_code == 404
    throw_away(story)
    page = author.get(address).text
    assert "Delete" in page and story.title in page
    assert "Its 1 chapter goes" in page and "So does what readers wrote: 1 review." in page
    assert Story.objects.exists()
    answer = author.post(address, follow=True)
    assert "is gone for good." in answer.text
    assert not Story.objects.exists()
    again = author.post(address, follow=True)
    assert again.redirect_chain == [("/desk/bin", 302)]
    assert "This was done already." in again.text


def test_a_chapter_can_be_deleted_now(author, long_story):
    chapter = long_story.chapters.first()
    address = f"/works/{long_story.pk}/chapters/{chapter.pk}/bin/delete"
    assert author.post(address).status_code == 404
    throw_away(chapter)
    assert "Part 1" in author.get(address).text
    author.post(address)
    assert not Chapter.objects.filter(pk=chapter.pk).exists()
    assert [one.position for one in long_story.chapters.in_place()] == [1, 2]


BUTTONS = [
    "STORY/bin",
    "STORY/bin/delete",
    "STORY/restoration",
    "STORY/publication",
    "STORY/publication/delete",
    "CHAPTER/bin",
    "CHAPTER/bin/delete",
    "CHAPTER/restoration",
    "CHAPTER/publication/delete",
]


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_pressed_twice_says_so_and_leads_where_it_did(
    client, author, charlie, long_story, button
):
    kind, _slash, rest = button.partition("/")
    thing = long_story if kind == "STORY" else long_story.chapters.first()
    if rest == "publication":
        long_story.unpublish()
    if rest in ("bin/delete", "restoration"):
        throw_away(thing)
    address = f"{thing.get_absolute_url()}/{rest}"
    first = author.post(address)
    assert first.status_code == 302
    again = author.post(address, follow=True)
    assert again.redirect_chain == [(first.url, 302)]
    assert "This was done already." in again.text
    client.force_login(charlie)
    assert client.post(address).status_code == 404


def test_nobody_takes_from_a_co_author_the_days_to_fetch_it_back(author, story, dana):
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    throw_away(story)
    page = author.get("/desk/bin").text
    assert "it has other authors, who may fetch it back until then" in page
    assert "Delete now" not in page
    assert author.post(f"/works/{story.pk}/bin/delete").status_code == 404
    assert Story.objects.filter(pk=story.pk).exists()


def test_the_bin_is_its_authors_own(client, charlie, alice, long_story):
    story = publish_story(alice, SECRET)
    throw_away(story)
    chapter = long_story.chapters.first()
    throw_away(chapter)
    client.force_login(charlie)
    page = client.get("/desk/bin").text
    assert SECRET not in page and "Part 1" not in page
    assert client.post(f"/works/{story.pk}/bin/delete").status_code == 404
    address = f"/works/{long_story.pk}/chapters/{chapter.pk}/bin/delete"
    assert client.post(address).status_code == 404
    assert Chapter.objects.filter(pk=chapter.pk).exists()


def test_a_hidden_storys_chapters_stand_still(author, long_story):
    chapter = long_story.chapters.first()
    throw_away(chapter, ago=LONG_AGO)
    long_story.hide("Spam")
    empty_bin(0)
    assert Chapter.objects.filter(pk=chapter.pk).exists()
    long_story.unhide()
    empty_bin(0)
    assert not Chapter.objects.filter(pk=chapter.pk).exists()
