"""The desk in a real browser: stories are ticked, changed and changed back by keyboard alone."""

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from stories.listing import Listing
from stories.models import Byline, Chapter, ChapterText, Story, Tagging, Tally
from tags.models import Tag
from tests.cast import publish_story, write_story
from tests.working import work_off


@pytest.fixture
def shelf(alice):
    """More than a few, so that they can be ticked."""
    for number in range(1, 7):
        publish_story(alice, f"A Long Night in the Harbour {number}")
    write_story(alice, "A Draft")


def press(page, role, name, key="Enter", **which):
    page.get_by_role(role, name=name, **which).focus()
    page.keyboard.press(key)


FEW = ("/desk", "/desk?show=published&q=harbour&rating=general", "/desk/changes/new?all=1")
OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"


def ratings() -> list[str]:
    return list(Story.objects.order_by("title").values_list("rating", flat=True))


@pytest.mark.parametrize(
    "js",
    [
        pytest.param(True, id="with JavaScript"),
        pytest.param(False, id="without JavaScript", marks=pytest.mark.deep),
    ],
)
def test_several_are_changed_and_changed_back_by_keyboard(visit, alice, shelf, js):
    visitor = visit(js=js, person=alice)
    page = visitor.page
    page.goto("/desk")
    if js:
        press(page, "checkbox", "Tick all on this page", "Space")
        expect(page.get_by_role("status").filter(has_text="Ticked: 7")).to_be_visible()
        press(page, "checkbox", "A Draft", "Space")
        expect(page.get_by_role("status").filter(has_text="Ticked: 6")).to_be_visible()
    else:
        for number in range(1, 7):
            press(page, "checkbox", f"Harbour {number}", "Space")
    press(page, "button", "Change the ticked ones")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change 6 stories")
    page.get_by_label("Rating").focus()
    page.keyboard.type("Teen")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("group", name="Other tags").get_by_label("Add").focus()
    page.keyboard.type("Slow burn")
    assert not js or visitor.axe() == []
    press(page, "button", "Show what would change")
    expect(page.locator("main")).to_contain_text("6 stories would change. Nothing is changed yet.")
    assert not js or visitor.axe() == []
    assert set(ratings()) == {"general"}
    press(page, "button", "Change them")
    expect(page.get_by_role("status").filter(has_text="6 stories are changed.")).to_be_visible()
    assert ratings() == ["general", *["teen"] * 6]
    press(page, "button", "Undo it")
    expect(page.get_by_role("status").filter(has_text="It is undone.")).to_be_visible()
    assert set(ratings()) == {"general"}


def test_the_desk_is_for_everybody(visit, alice, shelf):
    binned = Story.objects.get(title="A Draft")
    visitor = visit(size="phone", language="ar", person=alice)
    for address in FEW:
        visitor.page.goto(address)
        visitor.page.evaluate(OPEN)
        assert visitor.axe() == [], address
        assert not visitor.scrolls_sideways(), address
    binned.move_to_bin()
    for address in ("/desk/bin", f"/works/{binned.pk}/bin/delete"):
        visitor.page.goto(address)
        assert visitor.axe() == [], address
        assert not visitor.scrolls_sideways(), address


THOUSAND = 1_000  # stories, as many as may be changed at once


@pytest.fixture
def thousand(alice):
    """Published by hand, a statement a table."""
    now = timezone.now()
    stories = Story.objects.bulk_create(
        Story(
            title=f"A Long Night in the Harbour {number}",
            rating=("general", "mature")[number % 2],
            language=("en", "fr", "ar")[number % 3],
            published_at=now,
            revised_at=now,
        )
        for number in range(THOUSAND)
    )
    Tally.objects.bulk_create(Tally(story=story) for story in stories)
    Byline.objects.bulk_create(Byline(story=story, pen_name=alice.pen_name) for story in stories)
    tags = [
        *Tag.objects.named("fandom", ["The Ninth Harbour"]),
        *Tag.objects.named("warning", ["None of these warnings apply"]),
        *Tag.objects.named("freeform", ["Rain", "Lamps", "Tea"]),
    ]
    Tagging.objects.bulk_create(
        Tagging(content_object=story, tag=tag, position=place)
        for story in stories
        for place, tag in enumerate(tags)
    )
    chapters = Chapter.objects.bulk_create(
        Chapter(story=story, position=1, published_at=now) for story in stories
    )
    ChapterText.objects.bulk_create(
        ChapterText(chapter=chapter, html="<p>It rained.</p>", words=2) for chapter in chapters
    )
    Listing.refresh(story.pk for story in stories)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself in a while
    return stories


def everything() -> list[list]:
    """All rows that a change of many could touch, whole."""
    listings = Listing.objects.order_by("pk").values()
    return [
        *(list(rows.order_by("pk").values()) for rows in (Story.objects, Tagging.objects)),
        [{**row, "tag_ids": sorted(row["tag_ids"])} for row in listings],
    ]


@pytest.mark.deep
def test_a_thousand_are_changed_and_changed_back_by_keyboard(visit, alice, thousand):
    before = everything()
    visitor = visit(person=alice, size="phone")
    page = visitor.page
    page.goto("/desk")
    press(page, "checkbox", "Tick all on this page", "Space")
    expect(page.get_by_role("status").filter(has_text="Ticked: 50")).to_be_visible()
    press(page, "button", "Change all 1,000")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change 1,000 stories")
    page.get_by_label("Rating").focus()
    page.keyboard.type("Teen")
    page.get_by_role("combobox", name="Language").focus()
    page.keyboard.type("Deutsch")
    press(page, "button", "Show what would change")
    expect(page.locator("main")).to_contain_text("1,000 stories would change.")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    assert everything() == before
    press(page, "button", "Change them")
    at_work = page.get_by_role("status").filter(has_text="Your stories are being changed.")
    expect(at_work).to_be_visible()
    expect(page.locator("#change")).to_contain_text("0 of 1,000 stories are done.")
    assert visitor.axe() == []
    work_off()
    done = page.get_by_role("status").filter(has_text="1,000 stories are changed.")
    expect(done).to_be_visible(timeout=20_000)  # by itself
    rows = Story.objects.values_list("rating", "language").distinct()
    assert list(rows) == [("teen", "de")]
    assert set(Listing.objects.values_list("rating", "language")) == {("teen", "de")}
    press(page, "button", "Undo it")
    undone = page.get_by_role("status").filter(has_text="It is undone.")
    expect(page.get_by_role("status").filter(has_text="It is being undone.")).to_be_visible()
    work_off()
    expect(undone).to_be_visible(timeout=20_000)
    assert everything() == before


def test_whoever_chose_the_same_in_two_tabs_is_asked(visit, alice, story):
    visitor = visit(person=alice, size="phone")
    one, other = visitor.page, visitor.context.new_page()
    for page, rating in ((one, "Mature"), (other, "Teen and up")):
        page.goto(f"/works/{story.pk}/edit")
        press(page, "radio", rating, "Space")
    one.get_by_label("Planned chapters").fill("12")
    other.get_by_label("Other tags").fill("Slow burn")
    press(other, "button", "Save", exact=True)
    expect(other.locator("main")).to_contain_text("Teen and up")
    press(one, "button", "Save", exact=True)
    expect(one.get_by_role("heading", level=1)).to_contain_text("was changed meanwhile")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    press(one, "radio", "Saved meanwhile: Teen and up", "Space")
    press(one, "button", "Save", exact=True)
    expect(one.locator("main")).to_contain_text("Slow burn")
    story.refresh_from_db()
    assert (story.rating, story.planned_chapters) == ("teen", 12)
