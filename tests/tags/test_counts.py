"""Beside each tag stands how many stories are found under it: a minute old, true every night."""

from stories.counting import recount
from tags.models import Tag, TagCount, TagStep
from tags.tasks import add_up
from tests.cast import publish_story
from tests.tags.vocabulary import coin


def counts() -> dict[str, tuple[int, int]]:
    rows = TagCount.objects.values_list("tag__name", "stories", "public")
    return {name: (stories, public) for name, stories, public in rows}


def test_guests_count_what_guests_see(alice, story, members_story, draft, hidden_story):
    add_up(0)
    assert counts()["The Ninth Harbour"] == (2, 1)


def test_what_happened_is_added_once(alice, story):
    add_up(0)
    add_up(0)
    assert counts()["The Ninth Harbour"] == (1, 1)
    assert not TagStep.objects.exists()
    publish_story(alice, "Another")
    add_up(0)
    assert counts()["The Ninth Harbour"] == (2, 2)


def test_a_wrong_count_is_mended_whatever_waits_to_be_added(alice, story):
    add_up(0)
    [unused] = coin("freeform", "Unused")
    TagCount.objects.update(stories=7)
    TagCount.objects.create(tag=unused, kind=unused.kind, stories=3)
    publish_story(alice, "Another")  # its steps are not added yet
    assert recount() > 0
    assert counts()["The Ninth Harbour"] == (2, 2)
    assert "Unused" not in counts()
    assert recount() == 0


def test_a_tag_without_stories_has_no_count(story):
    story.freeforms.set(["Fog"])
    story.refresh_listing()
    add_up(0)
    assert counts()["Fog"] == (1, 1)
    story.freeforms.clear()
    story.refresh_listing()
    recount()
    assert "Fog" not in counts()
    assert Tag.objects.filter(name="Fog").exists()
