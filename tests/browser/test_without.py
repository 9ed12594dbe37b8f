"""What may be missing at a reader's: JavaScript, style sheets, fonts, pictures. The site does its
work all the same; tests/browser/test_main_job.py and test_keyboard.py go the whole way without
JavaScript."""

import pytest
from playwright.sync_api import expect

from reviews.models import Review
from stories.models import Story
from tests.browser.test_main_job import Author
from tests.conftest import SAMPLES

DOCUMENT = (SAMPLES / "nobody-in-the-attic.txt").read_bytes()
MISSING = {"style sheets": ["**/*.css*"], "fonts": ["**/fonts/**"], "pictures": ["**/img/**"]}
MISSING["scripts"] = ["**/*.js"]
MISSING["all of them"] = [pattern for patterns in MISSING.values() for pattern in patterns]


# What lacks the one lacks it among “all of them” too.
ALSO_DEEP = ("fonts", "pictures")


@pytest.fixture(
    params=[
        pytest.param(name, marks=[pytest.mark.deep] if name in ALSO_DEEP else [])
        for name in MISSING
    ]
)
def poor(request, visit):
    """A visitor whom something does not reach."""
    visitor = visit()
    visitor.expected.append("Failed to load resource")
    for pattern in MISSING[request.param]:
        visitor.context.route(pattern, lambda route: route.abort())
    return visitor


def test_a_story_is_put_up_and_reviewed_without(poor, transactional_db):
    author = Author(poor.page)
    author.brings(DOCUMENT)
    author.decides()
    author.signs_up()
    address = author.publishes()
    assert Story.objects.get().is_published
    poor.page.goto(address)
    expect(poor.page.locator("h1")).to_be_visible()
    poor.page.get_by_role("link", name="Write a review").click()
    poor.page.get_by_label("Your words").fill("I laughed aloud.")
    poor.page.get_by_role("button", name="Send").click()
    expect(poor.page.locator("main")).to_contain_text("I laughed aloud.")
    assert Review.objects.count() == 1
