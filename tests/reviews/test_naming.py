"""What readers write is called reviews, comments or feedback, as the archive chose."""

import re

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core import site
from core.models import SiteSettings
from reviews import naming
from reviews.models import Review
from stories.models import Tally

NAMES = SiteSettings.Called.values
VALUES = {"n": 3, "story": "The Lamplighter"}


@pytest.mark.parametrize("sentence", naming.SENTENCES)
def test_each_sentence_stands_in_all_three_and_names_only_its_own(sentence):
    texts = [naming.say(sentence, called=called, **VALUES) for called in NAMES]
    own = [re.compile(word, re.IGNORECASE) for word in ("review", "comment", "feedback")]
    for place, text in enumerate(texts):
        assert "%(" not in text
        assert [bool(word.search(text)) for word in own] == [n == place for n in range(3)], text


def test_numbers_take_their_form():
    said = [naming.say("count", called=called, n=n) for called in NAMES for n in (1, 2)]
    assert said == [
        "1 review", "2 reviews", "1 comment", "2 comments",
        "1 piece of feedback", "2 pieces of feedback",
    ]  # fmt: skip


def test_what_people_wrote_is_escaped():
    assert naming.drawn("of", called="comments", story="<g>") == "Comments on &lt;g&gt;"
    with translation.override("en"):
        assert "<bdi>" not in naming.drawn("waiting", called="reviews", n=1, story="<bdi>")


def call(name):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviews_called": name})
    site.forget()
    caches["pages"].clear()


PAGES = {
    "story": ("Write a comment", "Comments <span", "Give feedback", "Feedback <span"),
    "reviews": ("Comments on The Lamplighter", "Comments", "Feedback on The Lamplighter", "Feedb"),
    "review_new": ("Comment on The Lamplighter", "Write a", "Give feedback on The", "Give"),
    "review_thanks": ("Your comment is here", "All comments", "Your feedback is", "All feedback"),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_call_it_by_its_name(client, bob, story, say, name):
    say(story, bob)
    *comments, of, again = PAGES[name]
    for called, words in (("comments", comments), ("feedback", (of, again))):
        call(called)
        page = client.get(reverse(name, args=[story.pk])).text
        assert all(word in page for word in words)
        body = page[page.index("<main") : page.index("</main>")]
        shown = re.sub(r"<[^>]*>", " ", body)
        assert not re.search(r"\breviews?\b", shown, re.IGNORECASE), shown


def test_a_kept_card_is_drawn_anew_under_another_name(client, bob, story, say):
    say(story, bob)
    assert "1 review " in client.get("/works").text
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviews_called": "comments"})
    assert "1 comment " in client.get("/works").text


def test_what_tools_read_stays_as_it_is(client, bob, story, say):
    say(story, bob)
    call("feedback")
    page = client.get(story.get_absolute_url()).text
    assert '<dt>Comments:</dt><dd class="comments">1</dd>' in page
    assert page == Client().get(story.get_absolute_url()).text


def test_the_sentences_of_refusals_too(client, bob, story, stamp):
    call("comments")
    Tally.objects.update(reviews=0)
    story.describe({"review_policy": "members"}, {})
    page = client.get(reverse("review_new", args=[story.pk]))
    assert page.status_code == 403
    assert "The author takes comments from members only." in page.text
    client.force_login(bob)
    page = client.post(
        reverse("review_new", args=[story.pk]),
        {"text": "Kind.", "pen_name": bob.pen_name.pk},
        follow=True,
    )
    assert "Your comment is here." in page.text
    review = Review.objects.get()
    page = client.post(reverse("review_delete", args=[review.pk]), follow=True)
    assert "The comment is deleted." in page.text
