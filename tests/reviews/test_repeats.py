"""The same words again, and too many links: a sentence, and the words come back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews import repeats
from reviews.models import Review
from tests.cast import publish_story
from tests.reviews.test_writing import as_bob, as_guest, form_of

LONG = "Buy the best lamps of the whole harbour from our friendly shop, day and night."
SAME = "The same words were just written elsewhere."

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_story(alice):
    return publish_story(alice, "The Other Shore")


def send(client, story, user, words, **data):
    client.force_login(user)
    return client.post(form_of(story), as_bob(user, text=words, **data))


def test_the_same_words_on_another_story_are_refused_whoever_writes_them(
    client, bob, charlie, story, other_story, stamp
):
    assert send(client, story, bob, LONG).status_code == 302
    page = send(client, other_story, bob, f"  {LONG.upper()} \n\n !!!")
    assert SAME in page.text
    assert "BUY THE BEST LAMPS" in page.text
    assert SAME in send(client, other_story, charlie, LONG).text
    assert SAME in send(client, story, charlie, LONG).text
    client.logout()
    assert SAME in client.post(form_of(other_story), as_guest(stamp, text=LONG)).text
    assert Review.objects.count() == 1
    Review.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert send(client, other_story, bob, LONG).status_code == 302


def test_what_many_say_is_no_flood(client, bob, charlie, story, other_story):
    for user in (bob, charlie):
        for one in (story, other_story):
            assert send(client, one, user, "I loved this chapter!").status_code == 302
    assert Review.objects.count() == 4


def test_a_second_press_is_the_same_review_and_no_flood(client, bob, story, stamp):
    assert send(client, story, bob, LONG).status_code == 302
    assert send(client, story, bob, LONG).status_code == 302
    client.logout()
    guest = as_guest(stamp, text=f"As a guest: {LONG}")
    for _time in range(2):
        client.cookies.clear()
        assert client.post(form_of(story), guest).status_code == 302
    assert Review.objects.count() == 2


def test_short_words_with_the_same_link_are_a_flood(client, bob, charlie, story, other_story):
    assert send(client, story, bob, "See http://lamps.example/1").status_code == 302
    assert SAME in send(client, other_story, charlie, "See http://lamps.example/2").text


def test_young_accounts_set_one_link(client, bob, story):
    two = "Read www.lamps.example and https://more.example/x"
    page = send(client, story, bob, two)
    assert "at most 1 link" in page.text
    assert "www.lamps.example" in page.text
    bob.date_joined -= timedelta(days=8)
    bob.save()
    assert send(client, story, bob, two).status_code == 302


def test_nor_do_they_set_them_afterwards(client, bob, story, say):
    review = say(story, bob)
    client.force_login(bob)
    address = reverse("review_edit", args=[review.pk])
    page = client.post(address, {"text": "https://one.example https://two.example"})
    assert "at most 1 link" in page.text
    client.post(address, {"text": "https://one.example"})
    review.refresh_from_db()
    assert "one.example" in review.html


def test_a_guests_first_words_have_none(client, alice, story, stamp):
    page = client.post(form_of(story), as_guest(stamp, text="Look: https://one.example"))
    assert "cannot have a link" in page.text
    client.post(form_of(story), as_guest(stamp))
    Review.objects.get().approve()
    page = client.post(form_of(story), as_guest(stamp, text="Look: https://one.example"))
    assert page.status_code == 302


def test_authors_link_and_repeat_as_they_like_on_their_own_stories(
    client, alice, story, other_story
):
    words = "Thank you: https://one.example https://two.example"
    for one in (story, other_story):
        assert send(client, one, alice, words).status_code == 302


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("<p>No link. At 10.30 on my.own</p>", 0),
        ('<p><a href="https://a.example/x">https://a.example/x</a></p>', 1),
        ('<p><a href="https://a.example" rel="nofollow">a</a> http://a.example</p>', 2),
        ('<p><a href="/works/1">here</a> <a href="#note">there</a></p>', 0),
        ('<p><a href="//a.example">out</a> www.a.example</p>', 2),
    ],
)
def test_links_are_counted_once_each(html, number):
    assert repeats.link_count(html) == number
