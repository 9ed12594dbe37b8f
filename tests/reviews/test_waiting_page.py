"""The page on which a person says what becomes of the reviews that wait for her, many at once."""

import pytest
from django.urls import reverse

from reviews import first_reading
from reviews.models import Review
from tests.cast import publish_story

PAGE = "/desk/reviews"


@pytest.fixture
def held(story, bob, say):
    """hold(3) → three reviews that wait for the author, the oldest first."""

    def hold(number, held_for="author", story=story):
        words = range(Review.objects.count(), Review.objects.count() + number)
        return [say(story, bob, f"Words {n}.", held_for=held_for) for n in words]

    return hold


def do(client, verb, *reviews):
    keys = [review.pk for review in reviews]
    return client.post(PAGE, {"verb": verb, "review": keys}, follow=True).text


def standing(*reviews) -> list[str]:
    rows = Review.objects.in_bulk([review.pk for review in reviews])
    return [rows[review.pk].held_for for review in reviews]


def test_it_is_empty_and_says_so(client, alice, story):
    client.force_login(alice)
    assert "Nothing waits for you here." in client.get(PAGE).text


def test_each_says_about_what_it_is(client, alice, bob, long_story, say):
    second = long_story.chapters.get(position=2)
    say(long_story, bob, "Hm.", held_for="author", chapter=second)
    client.force_login(alice)
    page = client.get(PAGE).text
    for words in ("Hm.", "Otterburn", "The Long Way", "chapter 2"):
        assert words in page


def test_several_are_ticked_at_once(client, alice, held):
    first, second, third, fourth = held(4)
    client.force_login(alice)
    assert "Let in: 2." in do(client, "show", first, second)
    assert "Kept back: 1." in do(client, "keep_back", third)
    assert "to the moderators: 1." in do(client, "spam", fourth)
    assert standing(first, second, third, fourth) == ["", "", "author", "moderators"]
    assert Review.objects.shown().count() == 2
    assert "Nothing waits for you here." in client.get(PAGE).text


def test_a_form_that_was_sent_twice_does_it_once(client, alice, held):
    [review] = held(1)
    client.force_login(alice)
    do(client, "keep_back", review)
    assert "Nothing waits for you here." in do(client, "show", review)
    assert standing(review) == ["author"]


def test_a_first_reader_calls_nothing_spam_and_an_author_does(client, alice, charlie, held):
    """charlie reads first for alice, and writes himself."""
    first_reading.agree(first_reading.ask(alice, charlie.pen_name))
    [hers], [his] = held(1, "friend"), held(1, "author", publish_story(charlie, "His Own"))
    client.force_login(charlie)
    page = client.get(PAGE).text
    assert "you read it first" in page
    assert reverse("report_review", args=[hers.pk]) in page
    assert reverse("wishes") in page
    page = do(client, "spam", hers, his)
    assert standing(hers, his) == ["friend", "moderators"]
    assert reverse("first_reading") in page and reverse("wishes") not in page


@pytest.mark.parametrize("wrong", [{}, {"verb": "burn"}, {"verb": "show", "review": "x' or 1"}])
def test_nonsense_is_refused(client, alice, held, wrong):
    [review] = held(1)
    client.force_login(alice)
    assert client.post(PAGE, wrong).status_code == 400
    assert standing(review) == ["author"]


def test_nobody_decides_about_what_waits_for_others(client, bob, held):
    [review] = held(1)
    client.force_login(bob)
    do(client, "show", review)
    assert standing(review) == ["author"]


def test_the_oldest_stand_first_and_a_page_costs_the_same(
    client, alice, held, django_assert_max_num_queries
):
    held(2)
    client.force_login(alice)
    client.get(PAGE)
    with django_assert_max_num_queries(15) as few:
        client.get(PAGE)
    held(21)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get(PAGE).text
    assert page.index("Words 0.") < page.index("Words 19.")
    assert "Words 20." not in page
    older = Review.objects.get(html="<p>Words 19.</p>")
    assert f"?after={older.pk}" in page
    page = client.get(f"{PAGE}?after={older.pk}").text
    assert "Words 20." in page
    assert "Words 22." in page
    assert "Words 19." not in page
