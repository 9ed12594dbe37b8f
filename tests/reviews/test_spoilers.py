"""Reviews that give the story away stand folded, wherever their words stand."""

import re

import pytest
from django.urls import reverse

from reviews.models import Review
from tests.reviews.test_writing import answer_to, as_bob, as_guest, form_of

FOLD = re.compile(
    '<details class="spoiler" lang="en" dir="ltr"><summary>Gives the story away: show it</summary>'
    '<div class="review-text" lang="" dir="auto"><p>The cat did it'
)


def test_a_review_that_gives_the_story_away_is_folded(client, bob, story):
    client.force_login(bob)
    client.post(form_of(story), as_bob(bob, text="The cat did it.", is_spoiler="on"))
    review = Review.objects.get()
    assert review.is_spoiler
    client.logout()
    pages = (
        story.get_absolute_url(), reverse("reviews", args=[story.pk]), review.get_absolute_url(),
        answer_to(review), reverse("report_review", args=[review.pk]),
        reverse("review_wordings", args=[review.pk]),
    )  # fmt: skip
    for address in pages:
        page = client.get(address).text
        assert page.count("The cat did it") == len(FOLD.findall(page)) == 1, address


def test_the_fold_names_the_chapter(client, bob, long_story, say):
    chapter = long_story.chapters.get(position=2)
    say(long_story, bob, chapter=chapter, is_spoiler=True)
    page = client.get(reverse("reviews", args=[long_story.pk])).text
    assert "<summary>Gives the story away (chapter 2): show it</summary>" in page


def test_the_tick_can_be_set_and_taken_away_without_a_new_wording(client, bob, story, say):
    review = say(story, bob)
    client.force_login(bob)
    address = reverse("review_edit", args=[review.pk])
    for ticked in (True, False):
        client.post(address, {"text": "Lovely.", **({"is_spoiler": "on"} if ticked else {})})
        review.refresh_from_db()
        assert review.is_spoiler is ticked
    assert not review.edited_at
    assert "checked" not in client.get(address).text


def test_a_guest_may_say_so_too(client, story, stamp):
    client.post(form_of(story), as_guest(stamp, is_spoiler="on"))
    assert Review.objects.get().is_spoiler


@pytest.mark.parametrize("is_sent_twice", [True, False])
def test_words_may_be_folded_within_a_review(client, bob, story, is_sent_twice):
    text = "Safe.\n\n<details><summary>The end</summary>\n\nThe cat did it.\n\n</details>"
    client.force_login(bob)
    for _ in range(1 + is_sent_twice):
        client.post(form_of(story), as_bob(bob, text=text))
    html = Review.objects.get().html
    assert "<details><summary>The end</summary>" in html.replace("\n", "")
    page = client.get(reverse("reviews", args=[story.pk])).text
    assert "<summary>The end</summary>" in page
