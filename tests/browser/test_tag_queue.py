"""A tag editor goes through new tags with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tags.models import Tag, TagCount
from tests.cast import publish_story

NAMES = ["Lamps", "Mina Muray", "Rain", "Tea"]


@pytest.fixture
def waiting(transactional_db, alice):
    Tag.objects.official_name("freeform", "Mina Murray")
    story = publish_story(alice)
    story.freeforms.add(*NAMES)
    story.refresh_listing()
    TagCount.add_up()


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def test_a_press_decides_and_the_focus_goes_to_the_next_row(visit, editor, waiting):
    visitor = visit(size="desktop", person=editor)
    page = visitor.page
    page.goto("/admin/tags/tag/queue/?kind=freeform")
    assert visitor.axe() == []
    rows = page.locator("tag-queue li")
    expect(rows).to_have_count(4)
    rows.first.focus()

    page.keyboard.press("o")
    expect(page.get_by_text("“Lamps” is an official name.")).to_be_visible()
    expect(rows.first).to_be_focused()
    page.keyboard.press("1")
    expect(page.get_by_text("“Mina Muray” is another name of “Mina Murray”.")).to_be_visible()
    expect(rows.first).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_text("“Rain” is no longer offered for filtering.")).to_be_visible()
    assert visitor.axe() == []
    page.keyboard.press("u")
    expect(page.get_by_text("Undone: all is as it was before.")).to_be_visible()
    expect(rows).to_have_count(2)
    expect(rows.first).to_be_focused()

    page.locator("#fandom").fill("no letter typed here decides")
    assert tag("Lamps").is_official
    assert tag("Mina Muray").synonym_of == tag("Mina Murray")
    assert tag("Rain").is_filterable and not tag("Rain").looked_at
    assert not tag("Tea").looked_at
