"""Publishing, taking back, telling once; releases and revisions; the bin."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from archive.consequences import happened
from reviews.tasks import recount
from stories import reading, tasks
from stories.models import ChapterText, Draft, Listing, Revision, Story
from tests.stories.events import events


def text_of(chapter):
    return ChapterText.objects.get(chapter=chapter).html


def test_unreleased_text_lives_in_the_draft_alone(draft):
    chapter = draft.chapters.get()
    assert text_of(chapter) == ""
    assert chapter.draft.html == "<p>It rained.</p>"


def test_publishing_releases_every_chapter_and_remembers_it(draft, alice):
    draft.publish(by=alice)
    chapter = draft.chapters.get()
    assert text_of(chapter) == "<p>It rained.</p>"
    assert chapter.text.words == 2
    assert chapter.is_published
    assert not Draft.objects.exists()
    assert [r.number for r in chapter.revisions.all()] == [1]
    assert draft.revisions.get().title == draft.title


def test_each_release_is_a_numbered_revision(story, alice):
    chapter = story.chapters.get()
    chapter.write(html="<p>It poured.</p>")
    assert text_of(chapter) == "<p>It rained.</p>"
    chapter.publish(by=alice)
    assert text_of(chapter) == "<p>It poured.</p>"
    assert [(r.number, r.html) for r in chapter.revisions.order_by("number")] == [
        (1, "<p>It rained.</p>"),
        (2, "<p>It poured.</p>"),
    ]


def test_a_draft_knows_the_revision_it_began_from(story):
    chapter = story.chapters.get()
    assert chapter.write(html="<p>New.</p>").began_from == chapter.revisions.get()


def test_a_revision_is_never_changed(story):
    revision = Revision.objects.first()
    revision.title = "Another"
    with pytest.raises(TypeError):
        revision.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.update(title="Another")


def test_a_revision_survives_the_account_of_its_writer(story, bob):
    story.keep_version(story.released_fields(), by=bob)
    bob.pen_names.all().delete()
    bob.delete()
    assert story.revisions.first().by is None


def test_a_draft_or_revision_belongs_to_exactly_one_thing(story):
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(story=story, chapter=story.chapters.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(number=1)


def test_telling_waits_for_ten_minutes(story):
    job = events().get()
    assert job.args["event"] == "story.published"
    assert job.scheduled_at - story.published_at == timedelta(minutes=10)


def test_nothing_is_told_of_what_was_taken_back(story):
    story.unpublish()
    happened(**events().get().args)
    assert Story.objects.get().announced == 0


def test_only_the_last_publication_is_told_and_only_once(story, alice):
    story.unpublish()
    story.publish(by=alice)
    first, second = events().order_by("id")
    happened(**first.args)
    assert Story.objects.get().announced == 0
    happened(**second.args)
    assert Story.objects.get().announced == 2
    assert story.announce(2) is False


def test_an_event_is_gone_with_the_transaction_that_failed(draft, alice):
    with pytest.raises(RuntimeError), transaction.atomic():
        draft.publish(by=alice)
        raise RuntimeError
    assert not events().exists()


def test_only_a_new_chapter_moves_a_story_up(story, alice):
    before = timezone.now() - timedelta(days=3)
    Story.objects.update(revised_at=before)
    story.refresh_from_db()
    chapter = story.chapters.get()
    chapter.story = story
    chapter.write(html="<p>Mended.</p>")
    chapter.publish(by=alice)
    assert Story.objects.get().revised_at == before
    story.add_chapter(html="<p>More.</p>").publish(by=alice)
    assert Story.objects.get().revised_at > before
    assert Listing.objects.get().chapters == 2


def test_the_bin_keeps_thirty_days_and_then_nothing_is_left(story, alice):
    story.move_to_bin()
    tasks.empty_bin(timestamp=0)
    assert Story.objects.filter(pk=story.pk).exists()
    Story.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    tasks.empty_bin(timestamp=0)
    assert not Story.objects.exists()
    assert not Revision.objects.exists()


def test_chapters_change_places_and_keep_their_numbers_apart(long_story):
    one, two, three = long_story.chapters.in_place()
    long_story.reorder_chapters([three.pk, one.pk, two.pk])
    assert [c.pk for c in long_story.chapters.in_place()] == [three.pk, one.pk, two.pk]
    one.move_to_bin()
    assert [c.position for c in long_story.chapters.in_place()] == [1, 2]
    one.restore()
    assert [c.pk for c in long_story.chapters.in_place()] == [three.pk, two.pk, one.pk]


def test_counters_are_the_rows_that_they_count(story):
    story.tally.reviews = 7
    story.tally.save()
    tasks.copy_tallies(timestamp=0)
    assert Listing.objects.get().reviews == 7
    recount(timestamp=0)
    story.tally.refresh_from_db()
    assert story.tally.reviews == 0


def test_what_was_corrected_while_it_was_unpublished_is_published_with_it(story, alice):
    story.unpublish()
    chapter = story.chapters.get()
    chapter.write(html="<p>It poured.</p>")
    [part] = reading.parts(reading.contents(story))
    assert part.html == "<p>It poured.</p>"  # its author's preview
    story.publish(by=alice)
    assert text_of(chapter) == "<p>It poured.</p>"


def test_publishing_again_without_a_new_chapter_moves_nothing_up(story, alice):
    before = story.revised_at
    story.unpublish()
    story.publish(by=alice)
    assert story.revised_at == before
