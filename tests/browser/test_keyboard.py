"""The whole main job by keyboard alone: Tab, Enter, Space and arrows, from the first page to
signing out, with and without JavaScript. Every control can be reached and left again."""

import pytest
from playwright.sync_api import expect

from moderation.models import Report
from reviews.models import Review
from stories.models import Story
from tests.browser import places
from tests.conftest import SAMPLES
from tests.site.test_matrix import people

__all__ = ["people"]

DOCUMENT = (SAMPLES / "nobody-in-the-attic.txt").read_text()
STOPS = 60  # to one control: farther than that nobody goes
ALL_STOPS = 210  # for the whole job; every page begins with its header, 8 or 9 of them
APART = 10  # to the form of a review where it has a page of its own
TRAPS = 400
PARTS = 6  # of one box: year, month, day, hour, minute, half of the day

COUNT = """
() => {
  const focusable = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )].filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && one.tabIndex >= 0 && !one.closest("[inert]"));
  const groups = new Set(focusable.filter(one => one.type === "radio").map(one => one.name));
  return focusable.filter(one => one.type !== "radio").length + groups.size;
}
"""
HERE = """
() => {
  const one = document.activeElement;
  if (one === document.body || one === document.documentElement) return "";
  window.met ??= new Map();
  const key = one.type === "radio" ? one.name : one;
  if (!window.met.has(key)) window.met.set(key, String(window.met.size + 1));
  return window.met.get(key);
}
"""


class Hands:
    """Somebody without a mouse."""

    def __init__(self, page):
        self.page = page
        self.stops = 0

    def reach(self, control) -> None:
        for _ in range(STOPS):
            if has_focus(control):
                return
            self.page.keyboard.press("Tab")
            self.stops += 1
        raise AssertionError(f"{control} is more than {STOPS} stops away")

    def press(self, name: str, role: str = "button") -> None:
        self.reach(self.page.get_by_role(role, name=name, exact=True).first)
        self.page.keyboard.press("Enter")

    def go(self, name: str, role: str = "link") -> None:
        """To another page."""
        with self.page.expect_navigation():
            self.press(name, role)

    def write(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_label(label).first)
        self.page.keyboard.insert_text(text)

    def tick(self, label: str) -> None:
        box = self.page.get_by_label(label)
        self.reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def choose(self, label: str) -> None:
        """One of a group: Tab leads to the group, the arrows to the choice."""
        choice = self.page.get_by_label(label)
        group = self.page.locator(f"[name='{choice.get_attribute('name')}']")
        self.reach(group)
        for _ in range(group.count()):
            if has_focus(choice):
                break
            self.page.keyboard.press("ArrowDown")
        if not choice.is_checked():
            self.page.keyboard.press("Space")
        expect(choice).to_be_checked()


def has_focus(controls) -> bool:
    return controls.evaluate_all("all => all.includes(document.activeElement)")


WITHOUT = pytest.param(False, id="without JavaScript", marks=pytest.mark.deep)


@pytest.mark.parametrize("js", [pytest.param(True, id="with JavaScript"), WITHOUT])
def test_the_main_job_by_keyboard_alone(visit, transactional_db, js):
    page = visit(js=js).page
    hands = Hands(page)
    page.goto("/")

    hands.go("Write")
    hands.write("Paste your story", DOCUMENT)
    hands.go("Look it through", "button")

    hands.write("Fandom", "A Fandom of Mine")
    hands.choose("Teen and up")
    hands.tick("None of these warnings apply")
    hands.tick("Add all of these")
    hands.go("Sign up to publish", "button")

    hands.write("Sign-in name", "quill")
    hands.write("Pen name", "Hobbledehoy")
    hands.write("Password", "a-long-pass-phrase")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    hands.go("Publish", "button")
    expect(page.locator("h1")).to_have_text(DOCUMENT.split("\n")[0].strip())
    assert Story.objects.get().is_published

    if js:  # in place
        hands.press("Write a review", "link")
        expect(page.get_by_label("Your words")).to_be_focused()
    else:
        hands.go("Write a review")
    hands.write("Your words", "I laughed aloud.")
    hands.press("Send")
    expect(page.locator("main")).to_contain_text("I laughed aloud.")
    assert Review.objects.count() == 1

    page.goto(f"/works/{Story.objects.get().pk}")
    hands.go("Report")
    hands.choose("Its rating or warnings are wrong")
    hands.go("Send the report", "button")
    assert Report.objects.count() == 1

    hands.go("Me")
    hands.go("Sign out")
    hands.go("Sign out", "button")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert hands.stops <= ALL_STOPS + (0 if js else APART), hands.stops


BUSIEST = {
    "guest": ["home", "works", "story", "account_signup", "write", "review_new", "look"],
    "author": ["story", "check", "story_edit", "chapters", "chapter_edit", "desk", "pen_names"],
}


def test_no_page_holds_the_focus_and_none_hides_a_control_from_it(visit, people, transactional_db):
    stage = places.make(people)
    for role, names in BUSIEST.items():
        ways = places.of(role, stage)
        assert_all_is_in_reach(visit(person=people[role]), {name: ways[name] for name in names})


@pytest.mark.deep
@pytest.mark.parametrize("role", ["guest", "author"])
def test_no_page_at_all_holds_the_focus(visit, people, transactional_db, role):
    ways = places.of(role, places.make(people))
    assert_all_is_in_reach(visit(person=people[role]), ways)


def assert_all_is_in_reach(visitor, ways) -> None:
    for name, go in ways.items():
        go(visitor)
        visitor.page.wait_for_load_state("networkidle")  # the filters come beside their list
        expected = visitor.page.evaluate(COUNT)
        assert stops_of(visitor.page) == expected, name


def stops_of(page) -> int:
    """How many stops there are once round the page, from wherever the focus is."""
    met: set[str] = set()
    last, stays = None, 0
    for _ in range(TRAPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        stays = stays + 1 if here == last else 0
        if 0 < stays <= PARTS:
            continue  # hours and minutes of one box
        if here in met:
            return len(met - {""})
        met.add(here)
        last = here
    raise AssertionError("no end")
