"""Words that save themselves in a real browser: typed, cut off, brought back, met by another's."""

import os
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.cast import publish_story, write_story
from tests.stories.killed import Server

SHOTS = os.environ.get("SHOTS")  # a folder: what is seen at each step


def state(page):
    return page.locator(".saving .state")


def shot(visitor, name: str) -> None:
    if SHOTS:
        visitor.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def edit_of(story) -> str:
    chapter = story.chapters.first()
    return f"/works/{story.pk}/chapters/{chapter.pk}/edit"


def notes(page):
    page.locator("summary", has_text="Summary and notes").click()
    return page.locator("[name=notes]")


@pytest.fixture
def story(alice):
    return write_story(alice)


def text_of(story, name="notes") -> str:
    return story.chapters.last().current_fields()[name]


def test_words_save_themselves_and_the_network_may_go_and_come(visit, alice, story):
    visitor = visit(person=alice)
    visitor.expected.append("ERR_INTERNET_DISCONNECTED")
    page = visitor.page
    page.goto(f"/works/{story.pk}/chapters/new")
    page.locator("#id_title").fill("Two")
    expect(state(page)).to_have_text(re.compile(r"Saved at"))
    expect(page).to_have_url(re.compile(r"/chapters/\d+/edit$"))
    assert text_of(story, "title") == "Two"
    visitor.context.set_offline(True)
    notes(page).fill("Written on a train.")
    expect(state(page)).to_contain_text("kept in this browser")
    shot(visitor, "offline")
    address = page.url
    page.close(run_before_unload=False)
    visitor.context.set_offline(False)
    assert text_of(story) == ""
    visitor.page = page = visitor.context.new_page()
    page.goto(address)
    expect(state(page)).to_contain_text("is taken up here")
    expect(page.locator("[name=notes]")).to_have_value("Written on a train.")
    assert text_of(story) == "<p>Written on a train.</p>"
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_an_editor_that_comes_late_shows_what_was_taken_up(visit, alice, story):
    visitor = visit(person=alice)
    page, address = visitor.page, edit_of(story)
    page.goto(address)
    page.locator(".editor-surface").click()
    expect(page.locator(".editor-surface")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(".editor-surface p")).to_have_count(2)
    page.keyboard.type("Typed and left.")
    page.route("**/desk*.js", lambda route: (time.sleep(2), route.continue_()))
    page.goto(address)
    expect(state(page)).to_contain_text("is taken up here")
    expect(page.locator(".editor-surface p")).to_have_text(["It rained.", "Typed and left."])
    page.locator(".editor-surface").click()
    page.keyboard.type("And more. ")
    expect(state(page)).to_have_text(re.compile(r"^Saved at"))
    assert "Typed and left." in text_of(story, "html")
    assert "And more." in text_of(story, "html")


@pytest.mark.parametrize("size", ["desktop", pytest.param("phone", marks=pytest.mark.deep)])
def test_two_tabs_are_told_of_each_other_and_become_one(visit, alice, story, size):
    visitor = visit(person=alice, size=size, dark=size == "phone")
    visitor.expected.append("409")
    one, other = visitor.page, visitor.context.new_page()
    for page in (one, other):
        page.goto(edit_of(story))
    title, words = other.locator("#id_title"), notes(one)
    title.fill("Rain")
    expect(state(other)).to_contain_text("Saved at")
    words.fill("Mind the stairs.")
    expect(one.locator("section.clash")).to_contain_text("You saved another text here yourself")
    shot(visitor, f"clash-{size}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    one.get_by_role("button", name="Make one text of both").click()
    expect(one.locator("section.clash")).to_have_count(0)
    expect(one.locator("#id_title")).to_have_value("Rain")
    expect(words).to_have_value("Mind the stairs.")
    shot(visitor, f"merged-{size}")
    fields = story.chapters.get().current_fields()
    assert (fields["title"], fields["notes"]) == ("Rain", "<p>Mind the stairs.</p>")


def test_a_session_that_ended_costs_nothing(visit, alice, bob, story):
    visitor = visit(person=alice)
    page = visitor.page
    page.goto(edit_of(story))
    session = next(c for c in visitor.context.cookies() if c["name"] == "sessionid")
    visitor.context.clear_cookies(name="sessionid")
    visitor.expected.append("403")
    notes(page).fill("Mind the stairs.")
    expect(state(page)).to_contain_text("You were signed out")
    expect(page.get_by_role("link", name="Sign in in another tab")).to_be_visible()
    with page.expect_response("**/draft"):
        page.get_by_role("button", name="Save", exact=True).click()
    expect(state(page)).to_contain_text("You were signed out")
    expect(page.locator("[name=notes]")).to_have_value("Mind the stairs.")
    shot(visitor, "signed-out")
    visitor.context.add_cookies([session])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(page)).to_contain_text("Saved at")
    assert text_of(story) == "<p>Mind the stairs.</p>"


@pytest.mark.deep
def test_unsaved_words_are_shown_to_no_other_account(visit, alice, bob):
    """Two co-authors at one computer."""
    story = publish_story(alice)
    story.bylines.create(pen_name=bob.pen_name, position=2, state="accepted")
    visitor = visit(person=alice)
    visitor.expected.append("ERR_INTERNET_DISCONNECTED")
    page = visitor.page
    page.goto(edit_of(story))
    visitor.context.set_offline(True)
    notes(page).fill("A secret of alice’s.")
    expect(state(page)).to_contain_text("kept in this browser")
    page.close(run_before_unload=False)
    visitor.context.set_offline(False)
    visitor.sign_in(bob)
    visitor.page = page = visitor.context.new_page()
    page.goto(edit_of(story))
    page.wait_for_timeout(1500)
    assert "secret of alice" not in page.content()
    visitor.sign_in(alice)
    page.goto(edit_of(story))
    expect(state(page)).to_contain_text("is taken up here")
    expect(page.locator("[name=notes]")).to_have_value("A secret of alice’s.")


@pytest.mark.deep
def test_what_was_not_saved_is_offered_where_another_text_stands(visit, alice, story):
    visitor = visit(person=alice)
    visitor.expected += ["ERR_INTERNET_DISCONNECTED", "409"]
    page = visitor.page
    page.goto(edit_of(story))
    visitor.context.set_offline(True)
    notes(page).fill("Mine.")
    expect(state(page)).to_contain_text("kept in this browser")
    page.close(run_before_unload=False)
    story.chapters.get().write(notes="<p>Another’s.</p>")
    visitor.context.set_offline(False)
    visitor.page = page = visitor.context.new_page()
    page.goto(edit_of(story))
    offer = page.locator("section.clash")
    expect(offer).to_contain_text("What you wrote here was not saved")
    expect(offer).to_contain_text("Mine.")
    shot(visitor, "offer")
    assert visitor.axe() == []
    page.get_by_role("button", name="Go on with yours").click()
    expect(offer).to_have_count(0)
    expect(page.locator("[name=notes]")).to_have_value("Mine.")
    assert text_of(story) == "<p>Mine.</p>"
    assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.deep
def test_a_server_that_is_killed_takes_no_word_along(visit, alice, story):
    """Typed before, while it is dead, and found again after it came back and the page did too."""
    server = Server().start()
    try:
        visitor = visit(person=alice)
        visitor.site = f"http://127.0.0.1:{server.port}"
        visitor.sign_in(alice)
        visitor.expected += ["ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET"]
        page = visitor.page
        address = visitor.site + edit_of(story)
        page.goto(address)
        words = notes(page)
        words.fill("Acknowledged.")
        expect(state(page)).to_contain_text("Saved at")
        words.press_sequentially(" And this is typed while it dies.", delay=5)
        server.kill()
        expect(state(page)).to_contain_text("kept in this browser", timeout=20_000)
        assert text_of(story).startswith("<p>Acknowledged.")
        page.close(run_before_unload=False)
        server.start()
        visitor.page = page = visitor.context.new_page()
        page.goto(address)
        all_of_it = "Acknowledged. And this is typed while it dies."
        expect(page.locator("[name=notes]")).to_have_value(all_of_it, timeout=20_000)
        expect(state(page)).to_contain_text("Saved at")
        assert text_of(story) == f"<p>{all_of_it}</p>"
    finally:
        server.kill()


def test_a_text_that_is_too_long_is_told_by_its_field_until_it_is_right(visit, alice, story):
    visitor = visit(person=alice)
    visitor.expected.append("422")
    page = visitor.page
    page.goto(f"/works/{story.pk}/edit")
    summary, sentence = page.locator("[name=summary]"), page.locator("#id_summary_error")
    summary.evaluate("box => box.removeAttribute('maxlength')")
    before = summary.input_value()
    summary.fill("rain " * 600)
    expect(sentence).to_contain_text("too long")
    expect(summary).to_have_attribute("aria-invalid", "true")
    summary.fill(before)
    expect(sentence).to_have_count(0)
    expect(state(page)).to_be_empty()
