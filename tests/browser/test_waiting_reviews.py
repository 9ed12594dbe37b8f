"""An author looks through the reviews that wait for her: on a phone, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from reviews.models import Review
from tests.cast import publish_story


@pytest.fixture
def story(transactional_db, alice, bob):
    story = publish_story(alice)
    for words in ("First.", "Second.", "Third."):
        Review.post(story=story, pen_name=bob.pen_name, html=f"<p>{words}</p>", held_for="author")
    return story


def test_one_is_spam_and_the_others_are_let_in_at_once(visit, alice, story):
    visitor = visit(size="phone", person=alice)
    page = visitor.page
    page.goto("/desk")
    page.get_by_text("3 reviews wait for your approval").click()
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()

    page.locator("article", has_text="Second.").get_by_role("button", name="It is spam").press(
        "Enter"
    )
    expect(page.locator("article")).to_have_count(2)

    page.get_by_label("Tick all on this page").press("Space")
    expect(page.locator("[role=status]", has_text="Ticked: 2")).to_be_visible()
    page.get_by_role("button", name="Let the ticked ones in").press("Enter")
    expect(page.get_by_text("Nothing waits for you here.")).to_be_visible()

    shown = Review.objects.shown().order_by("pk").values_list("html", flat=True)
    assert list(shown) == ["<p>First.</p>", "<p>Third.</p>"]
