"""The desk in a real browser: stories are ticked, changed and changed back by keyboard alone."""

import pytest
from playwright.sync_api import expect

from stories.models import Story
from tests.cast import publish_story, write_story


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
