"""Whatever tag editors do and undo: each story is found under every name of its tags, under their
characters and under all that stands above, and the counts are those of the listings.

A walk of random edits, each checked against what one finds by going from link to link.
"""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import event, given, settings
from hypothesis import strategies as st

from stories.counting import recount
from stories.models import Listing, Tagging
from tags import edits
from tags.models import Tag, TagCount
from tests.cast import publish_story
from tests.tags.vocabulary import (
    assert_sound,
    coin,
    fresh,
    standing,
    tag_ids_by_walking,
    would_move,
)
from tests.tags.worker import Worker

DEEP = 1_000
EXAMPLES = settings().max_examples
SEVERAL = settings(max_examples=200 if EXAMPLES >= DEEP else 3)

KINDS = ("fandom", "character", "relationship")
NAMES = {
    "fandom": [f"F{number}" for number in range(5)],
    "character": [f"C{number}" for number in range(5)],
    "relationship": ["C0/C1", "C2 & C1", "C3/C0", "Pair"],
}
STORIES = 4

numbers = st.integers(0, 30)
tagged = st.fixed_dictionaries(
    {kind: st.sets(st.sampled_from(NAMES[kind]), max_size=3) for kind in KINDS}
)
WHAT = (
    "merge", "merge", "part", "rename", "parents", "parents", "characters", "split", "undo", "undo",
    "hide", "retag",
)  # fmt: skip
step = st.tuples(st.sampled_from(WHAT), st.sampled_from(KINDS), numbers, numbers, numbers)


@pytest.fixture
def stories(alice):
    for kind, names in NAMES.items():
        coin(kind, *names)
    return [publish_story(alice, f"Story {number}") for number in range(STORIES)]


@given(
    tags=st.lists(tagged, min_size=STORIES, max_size=STORIES),
    steps=st.lists(step, min_size=4, max_size=9),
)
@SEVERAL
def test_a_story_is_found_wherever_its_tags_lead(stories, tags, steps):
    with transaction.atomic():
        walk = Walk(stories, tags)
        for step in steps:
            walk.take(*step)
            walk.check()
        transaction.set_rollback(True)


class Walk:
    """A small archive, and what was done in it."""

    def __init__(self, stories, tags):
        self.worker, self.stories = Worker(), stories
        self.edits: list = []
        for story, wanted in zip(stories, tags, strict=True):
            self.describe(story, wanted)
        self.worker.work()

    def describe(self, story, tags):
        fields = {"fandom": "fandoms", "character": "characters", "relationship": "relationships"}
        story.describe(
            {}, {fields[kind]: (sorted(names), sorted(names)[:1]) for kind, names in tags.items()}
        )

    def take(self, what, kind, *numbers):
        try:
            with transaction.atomic():
                getattr(self, what)(kind, *numbers)
        except ValidationError:
            event(f"{what} refused")
        else:
            event(what)
        self.worker.work()

    def tag(self, kind, number):
        tags = list(Tag.objects.of_kind(kind).select_related("synonym_of").order_by("pk"))
        return tags[number % len(tags)]

    def merge(self, kind, one, other, _third):
        self.done(edits.merge, self.tag(kind, one), self.tag(kind, other))

    def part(self, kind, one, *_others):
        others = Tag.objects.of_kind(kind).exclude(synonym_of=None).order_by("pk")
        if others:
            self.done(edits.part, others[one % len(others)])

    def rename(self, kind, one, other, third):
        name = f"N{other}" if third % 2 else self.tag(kind, other).name
        self.done(edits.rename, self.tag(kind, one).official, name)

    def parents(self, kind, one, other, third):
        above = [self.tag(kind, number) for number in {other, third}]
        self.done(edits.set_parents, self.tag(kind, one).official, above)

    def characters(self, _kind, one, other, third):
        people = [self.tag("character", number) for number in {other, third}]
        self.done(edits.set_characters, self.tag("relationship", one).official, people)

    def split(self, kind, one, other, third):
        name = f"S{third % 3}" if third % 2 else self.tag(kind, third).name
        fandom = self.tag("fandom", other)
        self.done(edits.split, self.tag(kind, one).official, into=name, fandom=fandom)

    def undo(self, _kind, one, *_others):
        """Any of the last three, exactly or not at all."""
        if self.edits:
            stands, edit = standing(), self.edits[-1 - one % min(3, len(self.edits))]
            try:
                with transaction.atomic():
                    edit.undo(by=None)
            except ValidationError:
                assert standing() == stands
                raise
            self.edits.remove(edit)

    def hide(self, _kind, one, *_others):
        story = self.stories[one % STORIES]
        story.refresh_from_db()
        story.unhide() if story.hidden_at else story.hide("Spam")

    def retag(self, kind, one, other, third):
        names = {self.tag(kind, number).name for number in (other, third)}
        self.describe(self.stories[one % STORIES], {kind: names})

    def done(self, verb, *arguments, **named):
        told = would_move(verb, *arguments, **named)
        edit = verb(*arguments, by=None, **named)
        assert edit.stories == told
        if edit.pk:  # else it was so already
            self.edits.append(edit)

    def check(self):
        assert_sound()
        rows = {row.pk: row for row in Listing.objects.all()}
        for pk, row in rows.items():
            assert set(row.tag_ids) == tag_ids_by_walking(pk)
            assert set(row.main_tag_ids) == tag_ids_by_walking(pk, main=True)
        for link in Tagging.objects.filter(content_object__in=rows):
            for name in Tag.objects.meaning([fresh(link.tag)[0].official.pk]):
                assert Listing.objects.with_tag(name).filter(pk=link.content_object_id).exists()
        self.check_counts(rows.values())

    def check_counts(self, rows):
        truth = Counter(tag for row in rows for tag in row.tag_ids)
        kept = dict(TagCount.objects.exclude(stories=0).values_list("tag", "stories"))
        assert kept == truth
        assert recount() == 0
