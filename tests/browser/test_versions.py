"""An author looks back: compares two versions, and goes back to one, with the keyboard alone."""

import re

from stories.models import Chapter
from tests.cast import publish_story


def written_over(alice) -> Chapter:
    """Three versions: two that readers saw, and a change that was kept."""
    story = publish_story(alice, texts=["<p>It rained.</p>\n<p>Nobody came.</p>"])
    chapter = story.chapters.get()
    chapter.write(html="<p>It poured.</p>\n<p>Nobody came.</p>")
    chapter.publish(by=alice)
    chapter.write(html="<p>It poured all night.</p>\n<p>Nobody came.</p>\n<p>Then a knock.</p>")
    chapter.keep_current(by=alice, name="With the knock")
    return chapter


def press_to(page, name, role: str = "link") -> None:
    """The control of this name, by the Tab key as far as it takes, and Enter."""
    wanted = page.get_by_role(role, name=name).first
    for _press in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    else:
        raise AssertionError(f"No Tab reaches “{name}”")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_two_versions_are_compared_and_one_comes_back_by_keyboard(visit, alice):
    chapter = written_over(alice)
    visitor = visit(person=alice, size="phone")
    page = visitor.page
    page.goto(f"{chapter.get_absolute_url()}/versions")
    press_to(page, re.compile("What changed since.*Version 1"))
    page.locator("select").focus()
    page.keyboard.type("Version 2")
    press_to(page, "Compare", "button")
    assert page.locator("del").text_content() == "[gone: rained end of what is gone]"
    assert page.locator("ins").text_content() == "[new: poured end of what is new]"
    assert not visitor.scrolls_sideways()
    press_to(page, "All versions")
    press_to(page, re.compile("^Version 1"))
    press_to(page, "Go back to this version", "button")
    assert page.get_by_text("Version 1 is your draft now").is_visible()
    assert chapter.current_fields()["html"].startswith("<p>It rained.</p>")
    assert chapter.released_fields()["html"].startswith("<p>It poured.</p>")


def test_side_by_side_is_readable_in_every_light_and_without_scripts(visit, alice):
    chapter = written_over(alice)
    oldest = chapter.revisions.last()
    address = f"{oldest.get_absolute_url()}/difference?view=side"
    for choices in ({"size": "phone"}, {"dark": True}, {"language": "ar", "size": "phone"}):
        visitor = visit(person=alice, **choices)
        visitor.page.goto(address)
        assert visitor.axe() == []
        assert not visitor.scrolls_sideways()
    plain = visit(person=alice, js=False)
    plain.page.goto(address)
    plain.page.get_by_label("one below the other").check()
    plain.page.get_by_role("button", name="Compare").click()
    assert "view=inline" in plain.page.url
    assert plain.page.locator("ins").count() == 2
