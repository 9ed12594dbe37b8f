"""“Write a review” and “Answer” open their forms in place. After each exchange the focus is where
the reader goes on, and what happened is said; nothing that was typed is lost, whatever happens."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.models import Block
from reviews import limits
from reviews.models import Review
from stories.models import Story
from tests.cast import publish_story

WORDS = "I laughed aloud."
# What htmx and the browser write on the console where an answer is an error.
EXPECTED = ["htmx:", "Response Status Error Code", "Failed to load resource"]


@pytest.fixture
def story(transactional_db, alice, charlie):
    story = publish_story(alice, texts=["<p>It rained.</p>"])
    Review.post(story=story, pen_name=charlie.pen_name, html="<p>First.</p>")
    return story


@pytest.fixture(
    params=[
        "story",
        *(pytest.param(page, marks=pytest.mark.deep) for page in ("reviews", "thread")),
    ]
)
def place(request, story):
    """Where the links stand."""
    address = story.get_absolute_url()
    review = story.reviews.get()
    pages = {
        "story": (address, "Write a review"),
        "reviews": (f"{address}/reviews", "Write a review"),
        "thread": (review.get_absolute_url(), "Answer"),
    }
    return pages[request.param]


def opened(visitor, address, link):
    page = visitor.page
    page.goto(address)
    page.get_by_role("link", name=link, exact=True).press("Enter")
    expect(page.get_by_label("Your words")).to_be_focused()
    return page


def test_opening_sending_and_reading_what_one_wrote(visit, bob, place):
    visitor = visit(person=bob)
    page = opened(visitor, *place)
    assert page.url.endswith(place[0])  # the same page, at the same address
    expect(page.get_by_role("link", name=place[1], exact=True)).to_have_attribute(
        "aria-expanded", "true"
    )
    page.keyboard.type(WORDS)
    assert visitor.axe() == []
    page.get_by_role("button", name="Send").press("Enter")
    review = page.locator("form-in-place article.review")
    expect(review).to_be_focused()
    expect(review).to_contain_text(WORDS)
    expect(page.get_by_role("status").last).to_have_text("Your review stands here.")
    expect(page.get_by_role("form")).to_have_count(0)
    assert visitor.axe() == []
    assert page.url.endswith(place[0])


def test_the_first_review_takes_the_place_of_the_word_that_there_is_none(visit, bob, story):
    story.reviews.all().delete()
    page = opened(visit(person=bob), f"{story.get_absolute_url()}/reviews", "Write a review")
    expect(page.get_by_text("Nobody has written yet.")).to_be_visible()
    page.keyboard.type(WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("form-in-place article.review")).to_be_focused()
    expect(page.get_by_text("Nobody has written yet.")).to_be_hidden()


def test_the_new_review_can_be_answered_in_place(visit, bob, story):
    page = opened(visit(person=bob), story.get_absolute_url(), "Write a review")
    page.keyboard.type(WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("form-in-place article.review")).to_be_focused()
    page.locator("form-in-place").get_by_role("link", name="Answer").click()
    expect(page.get_by_label("Your words")).to_be_focused()
    page.keyboard.type("And more.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("form-in-place form-in-place article.review")).to_be_focused()
    assert Review.objects.filter(parent__html=f"<p>{WORDS}</p>").count() == 1


def test_putting_the_form_away_and_finding_ones_words_again(visit, bob, place):
    page = opened(visit(person=bob), *place)
    page.keyboard.type(WORDS)
    page.get_by_role("button", name="Cancel").press("Enter")
    link = page.get_by_role("link", name=place[1], exact=True).first
    expect(link).to_be_focused()
    expect(link).not_to_have_attribute("aria-expanded", re.compile(".*"))
    expect(page.get_by_label("Your words")).to_have_count(0)
    link.press("Enter")
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    page.reload()
    link.click()
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("form-in-place article.review")).to_be_focused()
    page.reload()
    link.click()
    expect(page.get_by_label("Your words")).to_have_value("")


def test_what_one_person_typed_is_not_shown_to_the_next(visit, bob, charlie, story):
    visitor = visit(person=bob)
    opened(visitor, story.get_absolute_url(), "Write a review").keyboard.type(WORDS)
    visitor.context.clear_cookies(name="sessionid")
    visitor.sign_in(charlie)
    page = opened(visitor, story.get_absolute_url(), "Write a review")
    expect(page.get_by_label("Your words")).to_have_value("")


def test_asking_for_it_twice_leads_to_the_form_that_is_open(visit, bob, story):
    page = opened(visit(person=bob), story.get_absolute_url(), "Write a review")
    page.get_by_role("link", name="Write a review").click()
    page.get_by_role("link", name="Write a review").dblclick()
    expect(page.get_by_label("Your words")).to_have_count(1)
    expect(page.get_by_label("Your words")).to_be_focused()


def test_an_error_is_in_focus_and_leads_to_its_field(visit, bob, place):
    visitor = visit(person=bob)
    page = opened(visitor, *place)
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    assert visitor.axe() == []
    page.locator(".error-summary").get_by_role("link").press("Enter")
    words = page.get_by_label("Your words")
    expect(words).to_be_focused()
    expect(words).to_have_accessible_description(re.compile("required"))
    page.keyboard.type(WORDS)
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.locator("form-in-place article.review")).to_be_focused()


def test_a_guests_review_waits_for_the_author(visit, story, monkeypatch):
    monkeypatch.setattr(limits, "HASTE_SECONDS", 0)
    visitor = visit()
    page = opened(visitor, story.get_absolute_url(), "Write a review")
    assert visitor.axe() == []
    page.keyboard.type(WORDS)
    page.get_by_label("Your name").fill("Tove")
    page.wait_for_timeout(1_100)  # a stamp counts whole seconds
    page.get_by_label("Your name").press("Enter")
    expect(page.locator("form-in-place p.message")).to_be_focused()
    expect(page.get_by_role("status").last).to_contain_text("waits for the author")
    assert Review.objects.get(guest_name="Tove").is_held


def test_a_guests_errors_are_in_focus_too_where_enter_sent_them(visit, story):
    page = opened(visit(), story.get_absolute_url(), "Write a review")
    page.keyboard.type(WORDS)
    page.get_by_label("Your name").fill("Tove")
    page.get_by_label("Your name").press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("very quick")
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    expect(page.get_by_label("Your name")).to_have_value("Tove")


# What goes wrong


def typed(visitor, story):
    page = opened(visitor, story.get_absolute_url(), "Write a review")
    page.keyboard.type(WORDS)
    visitor.expected += EXPECTED
    return page


def is_still_there(page, sentence, look="outcome error-summary"):
    expect(page.locator(".outcome")).to_contain_text(sentence)
    expect(page.locator(".outcome")).to_have_role("status")
    expect(page.locator(".outcome")).to_have_class(look)
    expect(page.get_by_label("Your words")).to_have_value(WORDS)


def send(page):
    page.get_by_role("button", name="Send").press("Enter")


def test_a_session_that_ended(visit, bob, story):
    visitor = visit(person=bob)
    page = typed(visitor, story)
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    send(page)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("You were signed out")
    expect(page.get_by_label("Your words")).to_have_value(WORDS)


def test_a_form_that_grew_too_old(visit, bob, story):
    visitor = visit(person=bob)
    page = typed(visitor, story)
    visitor.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    send(page)
    is_still_there(page, "copy them, load the page again")


def test_a_refusal_in_the_archives_own_words(visit, bob, alice, story):
    page = typed(visit(person=bob), story)
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    send(page)
    is_still_there(page, "has blocked you")


def test_a_story_that_went_away(visit, bob, story):
    page = typed(visit(person=bob), story)
    Story.objects.get(pk=story.pk).unpublish()
    send(page)
    is_still_there(page, "not here, or not for you")


def test_a_fault_of_ours_and_a_second_try(visit, bob, story):
    page = typed(visit(person=bob), story)
    page.route("**/reviews/new", lambda route: route.fulfill(status=500, body="Broken"))
    send(page)
    is_still_there(page, "Something went wrong here")
    page.unroute("**/reviews/new")
    send(page)
    expect(page.locator("form-in-place article.review")).to_be_focused()


def test_no_connection(visit, bob, story):
    visitor = visit(person=bob)
    page = typed(visitor, story)
    visitor.context.set_offline(True)
    send(page)
    is_still_there(page, "could not be reached")


def test_another_page_than_what_was_asked_for(visit, bob, story):
    page = typed(visit(person=bob), story)
    page.route("**/reviews/new", lambda route: route.fulfill(status=200, body="<h1>Sign in</h1>"))
    send(page)
    is_still_there(page, "Your words were not taken.")


def test_what_takes_long_says_that_it_does(visit, bob, story):
    page = typed(visit(person=bob), story)
    held = []
    page.route("**/reviews/new", lambda route: held.append(route))
    send(page)
    is_still_there(page, "Sending …", look="outcome")
    held[0].continue_()
    expect(page.locator("form-in-place article.review")).to_be_focused()


def test_what_cannot_open_in_place_opens_as_a_page(visit, bob, alice, story):
    visitor = visit(person=bob)
    visitor.expected += EXPECTED
    visitor.page.goto(story.get_absolute_url())
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    visitor.page.get_by_role("link", name="Write a review").click()
    visitor.page.wait_for_url("**/reviews/new")
    expect(visitor.page.get_by_role("alert")).to_contain_text("has blocked you")


def test_another_tab_is_another_tab(visit, bob, story):
    visitor = visit(person=bob)
    visitor.page.goto(story.get_absolute_url())
    with visitor.context.expect_page() as tab:
        visitor.page.get_by_role("link", name="Write a review").click(modifiers=["ControlOrMeta"])
    tab.value.wait_for_url("**/reviews/new")
    expect(visitor.page.get_by_label("Your words")).to_have_count(0)


def test_without_javascript_it_is_a_page(visit, bob, place):
    page = visit(person=bob, js=False).page
    page.goto(place[0])
    page.get_by_role("link", name=place[1], exact=True).click()
    page.get_by_label("Your words").fill(WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text(WORDS)
