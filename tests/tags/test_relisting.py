"""What an edit moves is written anew by the worker, in chunks, wherever it dies."""

import pytest

from accounts.models import PenName
from stories import relisting
from stories.models import Listing, Relisting
from tags import edits
from tests.cast import publish_story
from tests.stories.events import events, told
from tests.tags.vocabulary import coin, found_under


@pytest.fixture
def stories(alice):
    found = []
    for number in range(5):
        story = publish_story(alice, f"Number {number}")
        story.describe({}, {"freeforms": (["Nickname"], [])})
        found.append(story.pk)
    return found


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(relisting, "CHUNK", 2)


def test_an_edit_writes_no_listing_itself(stories, worker, django_assert_max_num_queries):
    nickname, official = coin("freeform", "Nickname", "Official")
    with django_assert_max_num_queries(35):
        edits.merge(nickname, official, by=None)
    assert "tags.changed" in told()
    assert found_under(official) == [set()]
    worker.work()
    assert found_under(official) == [set(stories)]


def test_killed_between_two_chunks_it_goes_on_where_it_was(stories, small_chunks):
    nickname, official = coin("freeform", "Nickname", "Official")
    edits.merge(nickname, official, by=None)
    Relisting.begin(tags=[nickname.pk])
    [pk] = Relisting.objects.values_list("pk", flat=True)
    Relisting.step(pk)
    assert found_under(official) == [set(stories[:2])]
    Relisting.step(pk)
    Relisting.step(pk)
    Relisting.step(pk)  # as often as one likes
    assert found_under(official) == [set(stories)]
    assert not Relisting.objects.exists()


def test_killed_within_a_chunk_nothing_of_it_happened(stories, small_chunks, monkeypatch):
    nickname, official = coin("freeform", "Nickname", "Official")
    edits.merge(nickname, official, by=None)
    Relisting.begin(tags=[nickname.pk])
    [one] = Relisting.objects.all()

    def die(relisting):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Relisting, "go_on", die)
        Relisting.step(one.pk)
    assert found_under(official) == [set()]
    assert Relisting.objects.get().after == 0


def test_what_was_given_up_is_roused(db):
    Relisting.begin(tags=[1])
    Relisting.objects.update(moved_at="2026-01-01T00:00Z")
    before = events().model.objects.count()
    Relisting.rouse()
    assert events().model.objects.count() == before + 1


def test_what_moves_no_story_asks_nothing_of_the_worker(story):
    [tag], [fandom] = coin("freeform", "Tag"), coin("fandom", "Fandom")
    before = told()
    edits.make_official(tag, by=None)
    edits.set_fandoms(tag, [fandom], by=None)
    edits.set_filterable(tag, False, by=None)
    edits.describe(tag, "Words.", by=None)
    assert told() == before


def test_a_new_pen_name_is_in_its_stories_places(story, alice, worker):
    pen_name = PenName.objects.get(user=alice)
    pen_name.name = "Zenobia"
    pen_name.save()
    pen_name.save()
    assert told().count("pen_name.renamed") == 1
    worker.work()
    assert Listing.objects.get(pk=story.pk).by_key == "zenobia"
