"""Whatever an author does, in whatever order: no word that was once released or kept is lost, what
was written last stands where it was written, and readers neither miss a passage nor read it twice.
"""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from core import words
from core.html import visible_text
from stories.models import Chapter, ChapterText, Revision
from tests.cast import publish_story, write_story

NUMBER = st.integers(0, 9)
PARAGRAPHS = st.integers(1, 5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["write", "write", "rewrite"]), NUMBER, PARAGRAPHS),
        st.tuples(
            st.sampled_from(["keep", "release", "unpublish", "merge", "bin", "unbin", "add"]),
            NUMBER,
        ),
        st.tuples(st.sampled_from(["go_back", "reorder"]), NUMBER, NUMBER),
        st.tuples(st.just("split"), NUMBER, st.integers(0, 4)),
    ),
    min_size=3,
    max_size=14,
)


def words_of(fields: dict[str, str]) -> Counter[str]:
    return Counter(words.words(visible_text("<br>".join(fields.values()))))


class Desk:
    """One author at one story; remembers what was promised."""

    def __init__(self, story, author):
        self.story, self.author = story, author
        self.kept: set[str] = set()  # words of what was once released or kept
        self.last: dict[int, Counter] = {}  # by chapter: of what was written last
        self.written = 0
        for chapter in story.chapters.all():
            self.remember(chapter)
            self.kept |= set(words_of(chapter.released_fields()))

    def take(self, step) -> None:
        verb, number, *rest = step
        if verb == "add":
            chapter = self.story.add_chapter(html=self.paragraphs(1))
            self.last[chapter.pk] = words_of(chapter.current_fields())
            return
        is_binned = verb == "unbin"
        chapters = self.story.chapters.filter(deleted_at__isnull=not is_binned).order_by("pk")
        if not chapters:
            return
        chapter = chapters[number % len(chapters)]
        chapter.story = self.story
        shown = self.shown()
        is_changed = getattr(self, verb)(chapter, *rest)
        assert is_changed or self.shown() == shown, verb

    # What an author does; each says whether readers may see something else by it

    def write(self, chapter, paragraphs):
        """More, at the end."""
        html = chapter.current_fields()["html"]
        chapter.write(html=f"{html}\n{self.paragraphs(paragraphs)}", end_notes="<p>Thanks.</p>")
        self.remember(chapter)

    def rewrite(self, chapter, paragraphs):
        chapter.write(html=self.paragraphs(paragraphs))
        self.remember(chapter)

    def keep(self, chapter):
        chapter.keep_current(by=self.author)
        self.kept |= set(self.last[chapter.pk])

    def release(self, chapter):
        chapter.publish(by=self.author)
        self.kept |= set(self.last[chapter.pk])
        return True

    def unpublish(self, chapter):
        chapter.unpublish()
        return True

    def go_back(self, chapter, number):
        versions = chapter.revisions.order_by("number")
        if versions:
            self.kept |= set(self.last[chapter.pk])
            version = versions[number % len(versions)]
            chapter.go_back_to(version, by=self.author)
            self.last[chapter.pk] = words_of(version.fields())

    def split(self, chapter, block):
        try:
            new = chapter.split(block, by=self.author)
        except ValidationError:
            return
        self.kept |= set(self.last[chapter.pk])
        before = self.last[chapter.pk]
        for half in (chapter, new):
            self.remember(half)
        assert self.last[chapter.pk] + self.last[new.pk] == before

    def merge(self, chapter):
        following = chapter.following()
        try:
            chapter.merge_next(by=self.author)
        except ValidationError:
            return
        for one in (chapter, following):
            self.kept |= set(self.last[one.pk])
        self.last[chapter.pk] = self.last[chapter.pk] + self.last[following.pk]

    def reorder(self, chapter, place):
        shown = sorted(self.shown())
        chapter.move_to(place)
        assert sorted(self.shown()) == shown
        return True

    def bin(self, chapter):
        chapter.move_to_bin()
        return True

    def unbin(self, chapter):
        chapter.restore()
        return True

    # What must hold after each step

    def look(self) -> None:
        chapters = self.story.chapters.in_place()
        assert [c.position for c in chapters] == list(range(1, len(chapters) + 1))
        for chapter in Chapter.objects.filter(story=self.story).select_related("story"):
            assert words_of(chapter.current_fields()) == self.last[chapter.pk]
        versions = Revision.objects.filter(chapter__story=self.story)
        found = {word for version in versions for word in words_of(version.fields())}
        assert self.kept <= found

    def shown(self) -> list[str]:
        """What readers read from the first page to the last, with titles and headings."""
        texts = ChapterText.objects.filter(chapter__in=self.story.chapters.published())
        return [
            word
            for text in texts.select_related("chapter").order_by("chapter__position")
            for word in words.words(f"{text.chapter.title} {visible_text(text.html)}")
        ]

    def remember(self, chapter) -> None:
        self.last[chapter.pk] = words_of(chapter.current_fields())

    def paragraphs(self, number: int) -> str:
        """Words that stand nowhere else, in long and short paragraphs."""
        found = []
        for _paragraph in range(number):
            self.written += 1
            found.append(f"<p>{f'word{self.written} ' * (1 + self.written % 3 * 200)}</p>")
        return "\n".join(found)


def work(alice, steps, *, is_out: bool) -> None:
    begin = publish_story if is_out else write_story
    texts = ["<p>one</p>\n<p>two</p>\n<hr>\n<p>three</p>", "<p>four</p>", "<p>five</p>\n<p>six</p>"]
    desk = Desk(begin(alice, texts=texts), alice)
    for step in steps:
        desk.take(step)
        desk.look()


@given(STEPS, st.booleans())
@settings(max_examples=20)
def test_no_word_is_ever_lost(db, alice, steps, is_out):
    work(alice, steps, is_out=is_out)


@pytest.mark.deep
@given(STEPS, st.booleans())
@settings(max_examples=200)
def test_no_word_is_ever_lost_in_a_long_life(db, alice, steps, is_out):
    work(alice, steps, is_out=is_out)
