"""The box of a review says how long its text is, and takes the words that it answers."""

from playwright.sync_api import expect

from reviews.models import Review
from tests.cast import publish_story

QUOTATION = "<blockquote>\n<p>First.</p>\n</blockquote>"
BOOK = "📚"  # two code units, one character


def test_a_quotation_comes_above_what_was_typed_and_the_length_is_said_near_the_end(
    visit, transactional_db, alice, bob, charlie
):
    story = publish_story(alice)
    review = Review.post(story=story, pen_name=charlie.pen_name, html="<p>First.</p>")
    visitor = visit(person=bob)
    page = visitor.page
    page.goto(story.get_absolute_url())
    page.get_by_role("link", name="Answer", exact=True).click()
    box = page.get_by_label("Your words")
    expect(box).to_be_focused()
    page.keyboard.type("Typed before.")
    page.get_by_role("button", name="Quote what you answer").click()
    expect(box).to_have_value(f"{QUOTATION}\n\nTyped before.")
    expect(box).to_be_focused()
    page.keyboard.type(" And after.")  # the cursor stands at the end
    expect(box).to_have_value(
        "<blockquote>\n<p>First.</p>\n</blockquote>\n\nTyped before. And after."
    )

    said, line = page.locator("count-characters [role=status]"), page.locator(".so-far")
    expect(line).to_be_hidden()
    box.fill(BOOK * 9_000)
    expect(line).to_have_text("9,000 of 10,000 characters")
    expect(said).to_be_empty()
    box.fill(BOOK * 9_800)
    expect(said).to_have_text("9,800 of 10,000 characters")
    box.fill(BOOK * 10_001)
    expect(said).to_have_text("10,001 of 10,000 characters: too long")
    assert visitor.axe() == []
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".error-summary")).to_contain_text("This is too long by 1 character.")
    assert box.evaluate("box => [...box.value].length") == 10_001
    expect(line).to_have_text("10,001 of 10,000 characters: too long")

    box.fill(BOOK * 10_000)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("form-in-place article.review")).to_be_focused()
    assert Review.objects.get(parent=review).html.count(BOOK) == 10_000
