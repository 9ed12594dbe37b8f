"""The worker keeps the words of stories as readers see them."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.core.management import call_command
from django.db import connection, connections

from archive.consequences import CONSEQUENCES
from discovery import tasks
from discovery.models import StoryWords, TextPiece
from discovery.tasks import mend_words
from discovery.words import indexing
from discovery.words.pieces import WORDS
from stories.models import ChapterText, Story
from tests.cast import chapter_of, publish_story, write_story
from tests.discovery.searching import by_card, by_text, told
from tests.working import work_off

pytestmark = pytest.mark.django_db


def read(*stories):
    """As the worker does when these were listed anew."""
    for task in CONSEQUENCES["listing.refreshed"]:
        task(stories=[story.pk for story in stories])


def kept():
    """All that is kept, with what wrote each row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xmin::text, words.* FROM discovery_storywords words ORDER BY story_id"
        )
        cards = cursor.fetchall()
        cursor.execute(
            "SELECT xmin::text, piece.* FROM discovery_textpiece piece ORDER BY chapter_id"
        )
        return [cards, cursor.fetchall()]


def test_a_chapter_is_found_once_it_is_published_and_not_after_it_is_not(alice):
    story = publish_story(alice, texts=["<p>One.</p>", "<p>Zanzibarquartz.</p>"])
    second = story.chapters.get(position=2)
    read(story)
    assert by_text("zanzibarquartz") == {story.pk}
    second.unpublish()
    read(story)
    assert by_text("zanzibarquartz") == set()
    assert by_text("one") == {story.pk}


def test_drafts_are_not_read(alice, story):
    draft = write_story(alice, "Zanzibarquartz", texts=["<p>Zanzibarquartz.</p>"])
    chapter_of(story).write(by=alice, html="<p>Zanzibarquartz later.</p>")
    read(story, draft)
    assert by_card("zanzibarquartz") == by_text("zanzibarquartz") == set()
    assert by_card("lamplighter") == by_text("rained") == {story.pk}


@pytest.mark.parametrize("leave", ["hide", "unpublish", "move_to_bin"])
def test_what_leaves_the_lists_leaves_no_word(alice, leave):
    pk = told(alice, "Zanzibarquartz.")
    story = Story.objects.get(pk=pk)
    getattr(story, leave)(*(["Spam"] if leave == "hide" else []))
    read(story)
    assert not StoryWords.objects.exists() and not TextPiece.objects.exists()


def test_a_changed_text_is_read_again_and_nothing_else(alice):
    story = publish_story(alice, texts=["<p>One old word.</p>", "<p>Two.</p>"])
    read(story)
    before = kept()
    first = chapter_of(story)
    first.write(by=alice, html="<p>One new word.</p>")
    first.release(by=alice)
    read(story)
    assert by_text("old") == set()
    assert by_text("new") == {story.pk}
    assert kept()[0] == before[0]  # the card says what it said
    assert kept()[1][1] == before[1][1]


def test_reading_twice_writes_once(alice, story, long_story):
    read(story, long_story)
    before = kept()
    read(long_story, story)
    assert indexing.mend() == (0, 0)
    assert kept() == before


def test_another_language_has_other_forms(alice):
    pk = told(alice, "Ella comió.", "Los comieron")
    told(alice, "Nada.", language="es")
    assert by_text("comer") == set()
    story = Story.objects.get(pk=pk)
    story.describe({"language": "es"}, {})
    read(story)
    assert by_text("comer") == by_card("comer") == {pk}


def test_stories_that_are_gone_meanwhile_are_no_error(alice, story):
    pk = told(alice, title="Gone")
    Story.objects.get(pk=pk).delete()
    indexing.refresh([pk, 2**40, story.pk])
    assert by_card("lamplighter") == {story.pk}


def test_a_text_that_cannot_be_read_keeps_none_waiting(alice, story, long_story, caplog):
    bad = long_story.chapters.get(position=2)
    refuse(f"NEW.chapter_id = {bad.pk}", "discovery_textpiece")
    refuse(f"NEW.story_id = {story.pk}", "discovery_storywords")
    read(story, long_story)
    assert by_text("one") == by_text("three") == by_card("long") == {long_story.pk}
    assert by_text("two") == by_card("lamplighter") == set()
    assert {f"chapter {bad.pk}", f"story {story.pk}"} == {
        " ".join(record.message.split()[i] for i in place)
        for record in caplog.records
        for place in [(0, 1) if record.message.startswith("chapter") else (3, 4)]
    }


def refuse(condition, table):
    """Whatever the reason, Postgres does not take this row."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE FUNCTION refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE 'refused'; END $$;
            CREATE TRIGGER refused BEFORE INSERT ON {table} FOR EACH ROW
                WHEN ({condition}) EXECUTE FUNCTION refuse_{table}()""")


def test_every_night_what_was_missed_is_mended(alice, story, long_story):
    gone = told(alice, title="Gone")
    read(story, long_story)
    before = [by_card("lamplighter"), by_text("two")]
    StoryWords.objects.filter(story=story).delete()
    TextPiece.objects.filter(story=long_story, chapter__position=2).delete()
    ChapterText.objects.filter(chapter__story=story).update(html="<p>It snowed.</p>")
    Story.objects.filter(pk=gone).update(title="Here")
    story.__class__.objects.get(pk=gone).listing.delete()
    mend_words(timestamp=0)
    assert [by_card("lamplighter"), by_text("two")] == before
    assert by_text("snowed") == {story.pk}
    assert by_card("gone") == by_card("here") == set()


def test_the_command_reads_what_is_missing_or_all(alice, story, long_story, capsys):
    call_command("index_words")
    call_command("index_words")
    call_command("index_words", "--all")
    assert capsys.readouterr().out.splitlines() == [
        "2 cards and 4 chapters were written anew.",
        "0 cards and 0 chapters were written anew.",
        "0 cards and 4 chapters were written anew.",
    ]


def test_a_long_chapter_stands_in_several_pieces(alice):
    words = [f"word{n}" for n in range(2 * WORDS)]
    pk = told(
        alice, "</p><p>".join(" ".join(words[n : n + 100]) for n in range(0, len(words), 100))
    )
    assert TextPiece.objects.filter(story=pk).count() == 2
    assert by_text("word7") == by_text(f"word{WORDS - 1}") == by_text(f"word{WORDS}") == {pk}
    assert by_text("word98 word99") == {pk}


@pytest.mark.django_db(transaction=True)
def test_mending_a_large_archive_takes_turns_with_other_work(alice, monkeypatch):
    monkeypatch.setattr(tasks, "MEND_SECONDS", 0)
    monkeypatch.setattr(indexing, "CHUNK", 1)
    stories = {publish_story(alice, f"Tea {n}").pk for n in range(3)}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # what publishing said is lost
    mend_words(timestamp=0)
    assert len(by_card("tea")) == 1
    work_off()
    assert by_card("tea") == stories


@pytest.mark.django_db(transaction=True)
def test_who_reads_a_text_waits_for_another_who_does_and_reads_what_stands_there_then(alice):
    pk = told(alice, "Old words.")
    chapter = chapter_of(Story.objects.get(pk=pk))
    texts = ChapterText.objects.filter(chapter=chapter)
    texts.update(html="<p>Words between.</p>")
    with ThreadPoolExecutor(1) as elsewhere, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [indexing.TEXT_LOCK, chapter.pk])
        reading = elsewhere.submit(read_elsewhere, pk)
        while not waiting(cursor):
            assert not reading.done()
            sleep(0.01)
        texts.update(html="<p>New words.</p>")
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [indexing.TEXT_LOCK, chapter.pk])
        reading.result()
    assert by_text("between") == by_text("old") == set()
    assert by_text("new words") == {pk}


def read_elsewhere(pk):
    indexing.refresh([pk])
    connections.close_all()


def waiting(cursor) -> bool:
    cursor.execute("""
        SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    """)
    return cursor.fetchone()[0]
