"""Chapters are put into order by hand and by buttons, divided at the cursor and joined again."""

import pytest
from playwright.sync_api import expect

from tests.cast import publish_story, write_story

WORDS = "It rained. It cleared."


@pytest.fixture
def nights(transactional_db, alice):
    texts = [f"<p>Night {number}.</p>" for number in range(1, 6)]
    story = publish_story(alice, "Five Nights", texts=texts)
    story.chapters.filter(position=5).update(title="")
    return story


def shown(page) -> list[str]:
    return [row.strip() for row in page.locator(".arranged [data-title]").all_inner_texts()]


def kept(story) -> list[str]:
    return [chapter.title for chapter in story.chapters.in_place()]


def button(page, row: str, step: int):
    """“Up” or “Down” of the row that is called so."""
    return page.locator(".arranged > li", has_text=row).locator(f'[data-step="{step}"]')


def drag(page, row: int, to: int) -> None:
    page.locator(".arranged").evaluate("list => list.scrollIntoView()")
    handle = page.locator(".arranged > li .handle").nth(row).bounding_box()
    goal = page.locator(".arranged > li").nth(to).bounding_box()
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, goal["y"] + goal["height"] * 0.9, steps=4)
    page.mouse.up()


def test_chapters_change_places_by_hand_and_by_keyboard(visit, alice, nights):
    visitor = visit(person=alice, size="phone")
    page = visitor.page
    page.goto(f"/works/{nights.pk}/chapters")
    status = page.get_by_role("status").last
    drag(page, 0, 2)
    expect(status).to_have_text("“Part 1” stands at place 3 of 5 now.")
    assert kept(nights) == ["Part 2", "Part 3", "Part 1", "Part 4", ""]

    button(page, "Chapter 5", -1).focus()
    page.keyboard.press("Enter")
    expect(button(page, "Chapter 4", -1).last).to_be_focused()
    expect(status).to_have_text("“Chapter 4” stands at place 4 of 5 now.")
    assert kept(nights) == ["Part 2", "Part 3", "Part 1", "", "Part 4"]
    assert shown(page) == ["Part 2", "Part 3", "Part 1", "Chapter 4", "Part 4"]
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()

    visitor.expected += ["Failed to load resource", "net::"]
    visitor.context.set_offline(True)
    drag(page, 0, 1)
    expect(page.get_by_text("It was not moved")).to_be_visible()
    assert shown(page) == ["Part 2", "Part 3", "Part 1", "Chapter 4", "Part 4"]


def test_a_chapter_is_divided_at_the_cursor_and_joined_again(visit, transactional_db, alice):
    story = write_story(alice, texts=[f"<p>{WORDS}</p><p>It snowed.</p>"])
    [chapter] = story.chapters.all()
    page = visit(person=alice).page
    page.goto(f"/works/{story.pk}/chapters/{chapter.pk}/edit")
    surface = page.get_by_role("textbox", name="Text")
    surface.locator("p").first.click()
    page.keyboard.press("Home")
    for _ in range(len("It rained. ")):
        page.keyboard.press("ArrowRight")
    with page.expect_navigation():
        page.get_by_role("button", name="Split here").click()
    expect(page.get_by_text("Two chapters now")).to_be_visible()
    first, second = story.chapters.in_place()
    assert page.url.endswith(f"/chapters/{second.pk}/edit")
    assert "It rained." in first.current_fields()["html"]
    assert second.current_fields()["html"] == "<p>It cleared.</p>\n<p>It snowed.</p>"

    page.goto(f"/works/{story.pk}/chapters/{first.pk}/merge")
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_text("The two chapters are one.")).to_be_visible()
    assert "It snowed." in story.chapters.in_place().get().current_fields()["html"]

    page.goto(f"/works/{story.pk}/chapters/{first.pk}/split")
    page.get_by_label("It cleared.").check()
    story.chapters.in_place().get().write(html="<p>It rained.</p><p>It hailed.</p>")
    page.get_by_role("button", name="A new chapter begins here").click()
    expect(page.locator(".error-summary")).to_be_focused()


def test_without_a_script_the_same_is_done_by_forms(visit, alice, nights):
    visitor = visit(person=alice, js=False, size="phone")
    page = visitor.page
    page.goto(f"/works/{nights.pk}/chapters")
    button(page, "Part 1", 1).click()
    assert kept(nights) == ["Part 2", "Part 1", "Part 3", "Part 4", ""]
    row = page.locator(".arranged > li", has_text="Part 4")
    row.locator("summary").click()
    row.get_by_label("Place, from 1 to 5").fill("1")
    row.get_by_role("button", name="Move", exact=True).click()
    assert kept(nights)[0] == "Part 4"
    assert page.locator(".handle").count() == 0
