"""What the limits do to a reader who is only quick: a sentence, and her words stay."""

import pytest
from playwright.sync_api import expect

from reviews.models import Review
from tests.cast import publish_story


@pytest.mark.deep
def test_who_writes_too_quickly_in_place_reads_when_to_send_it(visit, transactional_db, alice, bob):
    stories = [publish_story(alice, f"Harbour {number}") for number in range(4)]
    visitor = visit(size="phone", person=bob)
    visitor.expected.append("429")
    page = visitor.page
    for number, story in enumerate(stories, start=1):
        page.goto(story.get_absolute_url())
        page.get_by_role("link", name="Write a review").first.click()
        box = page.get_by_label("Your words")
        box.fill(f"Words of number {number}")
        page.get_by_role("button", name="Send").click()
        if number < 4:
            expect(page.locator("form-in-place article.review")).to_be_visible()
    expect(page.locator(".outcome")).to_contain_text("Your words are kept: send them in")
    expect(box).to_have_value("Words of number 4")
    assert visitor.axe() == []
    assert Review.objects.count() == 3
