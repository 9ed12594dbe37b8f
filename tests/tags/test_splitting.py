"""One name for two things: a fandom's stories go to a tag of their own, and back."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from stories import retagging
from stories.models import Retagged, Retagging, Story, Tagging
from tags import edits
from tests.cast import publish_story, write_story
from tests.tags.vocabulary import coin, found_under

PATIENCE = 20  # seconds, on a busy machine
CHARACTERS = ["April O’Neil", "Michael", "Splinter"]


@pytest.fixture
def turtles(alice):
    """Two stories of a fandom, one under another name of it and one below it, and a draft."""
    series, film, alias = coin("fandom", "Turtles", "Turtles II", "TMNT")
    edits.set_parents(film, [series], by=None)
    edits.merge(alias, series, by=None)
    stories = []
    for write, name in ((publish_story, "TMNT"), (publish_story, film.name), (write_story, "TMNT")):
        story = write(alice, f"Of {name}")
        story.describe({}, {"fandoms": ([name], []), "characters": (CHARACTERS, ["Michael"])})
        stories.append(story)
    return stories


@pytest.fixture
def angels(alice):
    story = publish_story(alice, "Of angels")
    story.describe({}, {"characters": (["Michael"], [])})
    return story


def links(story) -> list[tuple]:
    rows = Tagging.objects.filter(content_object=story, tag__kind="character")
    return list(rows.order_by("position", "tag").values_list("tag__name", "position", "main"))


def split(name="Michelangelo"):
    [michael], [fandom] = coin("character", "Michael"), coin("fandom", "Turtles")
    return edits.split(michael, into=name, fandom=fandom, by=None)


def test_the_stories_of_a_fandom_carry_the_new_tag(turtles, angels, worker):
    worker.work()
    edit = split()
    assert edit.stories == 2  # that anybody sees
    worker.work()
    for story in turtles:
        assert links(story) == [
            ("April O’Neil", 0, False), ("Michelangelo", 1, True), ("Splinter", 2, False),
        ]  # fmt: skip
    assert links(angels) == [("Michael", 0, False)]
    listed = {story.pk for story in turtles[:2]}
    assert found_under(edit.other, edit.tag) == [listed, {angels.pk}]
    assert list(edit.other.fandoms.all()) == coin("fandom", "Turtles")
    assert not Retagging.objects.exists()


def test_undone_it_is_as_it_was(turtles, angels, worker):
    before = [links(story) for story in turtles]
    edit = split()
    worker.work()
    edit.undo(by=None)
    worker.work()
    assert [links(story) for story in turtles] == before
    assert found_under(edit.other) == [set()]
    assert not Retagged.objects.exists()
    assert not edit.other.fandoms.exists()


def test_a_story_that_its_author_changed_since_stays_as_it_is(turtles, worker):
    gone, moved, untouched = turtles
    edit = split()
    worker.work()
    gone.describe({}, {"characters": (["Splinter"], [])})
    moved.describe({}, {"characters": (["Michelangelo", "Splinter"], [])})
    edit.undo(by=None)
    worker.work()
    assert links(gone) == [("Splinter", 0, False)]
    assert links(moved) == [("Michelangelo", 0, False), ("Splinter", 1, False)]
    assert ("Michael", 1, True) in links(untouched)


def test_who_carries_several_names_of_it_carries_the_new_one_once(turtles, worker):
    nickname, michael = coin("character", "Mikey", "Michael")
    edits.merge(nickname, michael, by=None)
    both, had, _draft = turtles
    both.describe({}, {"characters": (["Splinter", "Mikey", "Michael"], ["Michael"])})
    had.describe({}, {"characters": (["Mikey", "Michelangelo"], ["Mikey"])})
    before = [links(story) for story in turtles]
    edit = split()
    worker.work()
    assert links(both) == [("Splinter", 0, False), ("Michelangelo", 1, True)]
    assert links(had) == [("Michelangelo", 1, False)]
    edit.undo(by=None)
    worker.work()
    assert [links(story) for story in turtles] == before


def test_undone_while_it_is_at_work_it_turns_round(turtles, worker, monkeypatch):
    monkeypatch.setattr(retagging, "CHUNK", 1)
    before = [links(story) for story in turtles]
    edit = split()
    Retagging.begin(edit.pk)
    Retagging.step(edit.pk)
    assert [links(story) for story in turtles] != before
    edit.undo(by=None)
    Retagging.step(edit.pk)  # what was in the queue before
    worker.work()
    assert [links(story) for story in turtles] == before


def test_to_split_needs_a_fandom_and_another_name(db):
    [michael], [fandom] = coin("character", "Michael"), coin("fandom", "Turtles")
    with pytest.raises(ValidationError, match="which fandom"):
        edits.split(michael, into="Other", fandom=michael, by=None)
    with pytest.raises(ValidationError, match="the same tag"):
        edits.split(michael, into="michael", fandom=fandom, by=None)


@pytest.mark.django_db(transaction=True)
def test_a_story_that_is_deleted_meanwhile_does_not_end_it(turtles, monkeypatch):
    monkeypatch.setattr(retagging, "CHUNK", 1)
    tag, fandom = coin("character", "Michael")[0], coin("fandom", "Turtles")[0]
    edit = edits.split(tag, into="Michelangelo", fandom=fandom, by=None)
    Retagging.objects.create(edit=edit)
    first, second, _draft = turtles
    waiting = threading.Thread(target=lambda: (Retagging.step(edit.pk), connection.close()))
    with transaction.atomic():
        Story.objects.filter(pk=first.pk).delete()
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
    waiting.join(PATIENCE)
    while Retagging.objects.exists():
        Retagging.step(edit.pk)
    assert ("Michelangelo", 1, True) in links(second)
