"""“Thank” is one press: what comes of it stands in place, and asks for words. A page that was open
before somebody's eyes for ten seconds says so once."""

from playwright.sync_api import expect

from reviews.models import Kudos, ReadSeen
from tests.cast import publish_story


def test_one_press_thanks_and_words_come_afterwards(visit, transactional_db, alice, bob):
    story = publish_story(alice)
    visitor = visit(person=bob, size="phone")
    page = visitor.page
    page.goto(story.get_absolute_url())
    page.get_by_role("link", name="Thank", exact=True).press("Enter")
    said = page.locator("form-in-place .message")
    expect(said).to_be_focused()
    expect(said).to_have_text("Your thanks have arrived.")
    expect(page.get_by_role("status").last).to_have_text("Your thanks have arrived.")
    assert Kudos.objects.get().user == bob
    assert visitor.axe() == [] and not visitor.scrolls_sideways()

    page.get_by_text("Say a few words with it").press("Enter")
    page.get_by_label("The ending").check()
    assert visitor.axe() == []
    page.get_by_role("button", name="Save").click()
    expect(said).to_contain_text("Saved.")
    assert Kudos.objects.get().phrase == "ending"
    page.get_by_role("link", name="Thank", exact=True).click()  # once more
    expect(said).to_be_focused()
    page.get_by_role("button", name="Take it back").click()
    expect(said).to_have_text("Your thanks are taken back.")
    assert not Kudos.objects.exists()
    page.get_by_role("link", name="Thank", exact=True).click()
    expect(said).to_have_text("Your thanks have arrived.")
    assert page.url.endswith(story.get_absolute_url())


def test_a_guest_thanks_and_is_counted_as_a_reader_once(visit, transactional_db, alice):
    story = publish_story(alice)
    visitor = visit()
    page = visitor.page
    page.clock.install()
    page.goto(story.get_absolute_url())
    page.clock.run_for(9_000)
    assert not any(address.endswith("/read") for address in visitor.requests)
    with page.expect_response("**/read") as answer:
        page.clock.run_for(2_000)
    assert answer.value.status == 204
    assert ReadSeen.objects.get().story_id == story.pk
    page.clock.run_for(60_000)
    page.get_by_role("link", name="Thank", exact=True).click()
    page.clock.run_for(1_000)
    expect(page.locator("form-in-place .message")).to_have_text("Your thanks have arrived.")
    assert Kudos.objects.get().user is None
    assert sum(address.endswith("/read") for address in visitor.requests) == 1
