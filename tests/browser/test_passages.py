"""Words that a reader selects are written of, and corrected; the author takes the correction."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reviews.models import Correction, Review, StoryWishes
from stories.models import ChapterText
from tests.cast import publish_story

TEXT = (
    "<p>It rained all night, and nobody slept.</p>"
    "<p>She ran to <em>teh</em> harbour and called.</p><p>He hid behind the nets.</p>"
)
SELECT = """
([paragraph, from, to]) => {
  const words = document.querySelectorAll("#chapters .userstuff > p")[paragraph];
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  const at = (place) => {
    walker.currentNode = words;
    for (let node; (node = walker.nextNode()); place -= node.length)
      if (place <= node.length) return [node, place];
  };
  getSelection().setBaseAndExtent(...at(from), ...at(to));
}
"""


@pytest.fixture
def tale(transactional_db, alice):
    story = publish_story(alice, "Nets", texts=[TEXT])
    StoryWishes.objects.create(story=story, passages=True, corrections=True)
    return story


def test_selected_words_are_written_of_and_corrected(visit, alice, bob, tale):
    visitor = visit(person=bob, size="phone")
    page = visitor.page
    page.goto(tale.get_absolute_url())
    page.evaluate(SELECT, [1, 0, 22])
    offered = page.get_by_role("group", name="The selected words")
    expect(offered).to_be_visible()
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    offered.get_by_role("link", name="Write about a passage").press("Enter")
    expect(page.locator("blockquote.passage")).to_have_text("She ran to teh harbour")
    page.get_by_label("Your words").fill("I could smell the tar.")
    assert visitor.axe() == []
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".of-passage blockquote")).to_have_text("She ran to teh harbour")
    assert Review.objects.get().anchor.start == len("It rained all night, and nobody slept.\n")

    page.goto(f"{tale.get_absolute_url()}?passages=1")
    page.get_by_role("link", name="1 about this paragraph").click()
    expect(page.get_by_text("I could smell the tar.")).to_be_visible()
    assert visitor.axe() == []

    page.goto(tale.get_absolute_url())
    page.evaluate(SELECT, [1, 11, 14])
    expect(offered).to_be_visible()
    page.keyboard.press("Escape")
    expect(offered).to_have_count(0)
    page.locator("#chapters em").dblclick()
    expect(offered).to_be_visible()
    page.keyboard.press("Tab")  # from the words
    page.keyboard.press("Tab")
    expect(offered.get_by_role("link", name="Correct a typing error")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("As it should stand").fill("the")
    assert visitor.axe() == []
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("nobody else")).to_be_visible()
    assert Correction.objects.get().anchor.quote == "teh"

    author = visit(person=alice, size="phone")
    author.page.goto(reverse("corrections"))
    assert author.axe() == []
    assert not author.scrolls_sideways()
    author.page.get_by_role("button", name="Accept").click()
    expect(author.page.get_by_text("Readers see it now")).to_be_visible()
    assert "<em>the</em> harbour" in ChapterText.objects.get().html
