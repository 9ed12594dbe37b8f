"""The forms of reviews open at their own address, or where htmx puts them. What the browser does
with these pieces stands in tests/browser/test_inserted_forms.py."""

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Review
from stories.models import Byline
from tests.cast import write_story
from tests.reviews.test_writing import answer_to, as_bob, as_guest, form_of

HTMX = {"HX-Request": "true", "HX-Boosted": "true"}


@pytest.fixture
def htmx():
    return Client(headers=HTMX)


@pytest.fixture
def bobs(htmx, bob):
    htmx.force_login(bob)
    return htmx


def is_piece(answer) -> bool:
    return answer.status_code == 200 and "<html" not in answer.text


def test_htmx_gets_the_form_alone_and_everybody_else_the_page(bobs, client, bob, story):
    piece = bobs.get(form_of(story))
    assert is_piece(piece)
    assert f'hx-post="{form_of(story)}"' in piece.text
    assert "csrfmiddlewaretoken" in piece.text
    client.force_login(bob)
    page = client.get(form_of(story))
    assert "<html" in page.text
    assert "form-in-place>" not in page.text
    for answer in (piece, page):
        assert "HX-Request" in answer.headers["Vary"]
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_was_written_stands_in_the_forms_place(bobs, bob, story):
    answer = bobs.post(form_of(story), as_bob(bob))
    assert is_piece(answer)
    assert "Your review stands here." in answer.text
    assert "<p>I laughed aloud.</p>" in answer.text
    assert reverse("review_delete", args=[Review.objects.get().pk]) in answer.text
    assert "Your review is here." not in bobs.get("/works", headers={"HX-Request": ""}).text


def test_an_answer_stands_as_deep_as_in_its_thread(bobs, bob, story, say):
    first = say(story, bob)
    second = say(story, bob, "And more.", parent=first)
    answer = bobs.post(answer_to(second), as_bob(bob))
    assert is_piece(answer)
    new = Review.objects.get(parent=second)
    assert f'<h5 class="by" id="review-{new.pk}-by">' in answer.text
    assert "And more." not in answer.text


def test_the_same_words_sent_twice_stand_there_again(bobs, bob, story):
    for _ in range(2):
        assert "<p>I laughed aloud.</p>" in bobs.post(form_of(story), as_bob(bob)).text
    assert Review.objects.count() == 1


def test_an_error_comes_with_all_that_was_typed(bobs, bob, story):
    answer = bobs.post(form_of(story), as_bob(bob, text="word " * 3_000))
    assert is_piece(answer)
    assert "too long by" in answer.text
    assert "word word" in answer.text
    assert 'href="#review-text"' in answer.text
    assert 'aria-describedby="review-text_helptext review-text_error"' in answer.text


def test_two_forms_on_one_page_share_no_id(bobs, bob, story, say):
    pieces = [
        bobs.get(address).text
        for address in (form_of(story), answer_to(say(story, bob)), answer_to(say(story, bob, "B")))
    ]
    ids = [word for piece in pieces for word in piece.split() if word.startswith("id=")]
    assert len(ids) > len(pieces)
    assert len(ids) == len(set(ids))


def test_a_guests_review_waits_and_says_so(htmx, story, stamp):
    answer = htmx.post(form_of(story), as_guest(stamp))
    assert is_piece(answer)
    assert "waits for the author" in answer.text
    assert "I laughed aloud." not in answer.text
    assert answer.cookies["guest"]["httponly"]
    assert "sessionid" not in htmx.cookies


def test_a_known_guests_review_stands_there(htmx, story, stamp):
    htmx.post(form_of(story), as_guest(stamp))
    Review.objects.get().approve()
    answer = htmx.post(form_of(story), as_guest(stamp, text="And again."))
    assert "<p>And again.</p>" in answer.text


def test_who_was_signed_out_meanwhile_is_told_so_and_keeps_the_words(htmx, bob, story):
    answer = htmx.post(form_of(story), as_bob(bob))
    assert is_piece(answer)
    assert "You were signed out while you were writing." in answer.text
    assert "I laughed aloud." in answer.text
    assert "open for very long" not in answer.text
    assert not Review.objects.exists()


def test_a_refusal_is_a_page_of_its_own_with_the_reason(bobs, bob, story):
    story.describe({"review_policy": "nobody"}, {})
    answer = bobs.post(form_of(story), as_bob(bob))
    assert answer.status_code == 403
    assert '<p role="alert">This story takes no reviews.</p>' in answer.text


def test_the_name_of_a_form_tells_no_anonymous_author(bobs, alice, story, say):
    Byline.objects.filter(story=story).update(shown=False)
    review = say(story, alice, "Thank you.")
    piece = bobs.get(answer_to(review)).text
    assert 'aria-label="Answer the author"' in piece
    assert "Maud Thornapple" not in piece


def test_the_links_say_where_the_form_goes_and_are_the_same_for_every_guest(story, bob, say):
    say(story, bob)
    address = story.get_absolute_url()
    page = Client().get(address)
    assert page.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert 'hx-target="#reviews-heading"' in page.text
    assert "csrfmiddlewaretoken" not in page.text
    assert page.content == Client(headers={"cookie": "guest=x"}).get(address).content


def test_no_script_is_loaded_where_nothing_opens(client, alice):
    client.force_login(alice)
    assert "htmx.min.js" not in client.get(write_story(alice).get_absolute_url()).text
    assert "htmx.min.js" not in client.get("/help").text
