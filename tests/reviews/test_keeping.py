"""What becomes of reviews: changed, deleted, approved, frozen; by whom; and the counter's truth."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Block
from reviews.models import Review


def count(story):
    story.tally.refresh_from_db()
    return story.tally.reviews


def test_one_changes_ones_own_words_for_fifteen_minutes(client, bob, story, say):
    review = say(story, bob, "Lovly &lt;sic&gt;.")
    client.force_login(bob)
    address = reverse("review_edit", args=[review.pk])
    assert "Lovly &lt;sic&gt;." in client.get(address).text
    client.post(address, {"text": "Lovely."})
    review.refresh_from_db()
    assert review.html == "<p>Lovely.</p>"
    assert review.edited_at

    Review.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    page = client.post(address, {"text": "Changed my mind."})
    assert page.status_code == 403
    assert "Changed my mind." in page.text
    review.refresh_from_db()
    assert review.html == "<p>Lovely.</p>"


@pytest.mark.parametrize(
    "name", ["review_edit", "review_delete", "review_approval", "review_freeze", "review_unfreeze"]
)
def test_others_keep_their_hands_off(client, bob, charlie, story, say, name):
    review = say(story, bob)
    client.force_login(charlie)
    address = reverse(name, args=[review.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "Mine now."}).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    client.post(address, {"text": "Mine now."})
    review.refresh_from_db()
    assert (review.html, review.frozen_at) == ("<p>Lovely.</p>", None)


def test_the_writer_of_a_review_does_not_approve_or_freeze(client, bob, story, say):
    review = say(story, bob, held_for="author")
    client.force_login(bob)
    for name in ("review_approval", "review_freeze"):
        assert client.post(reverse(name, args=[review.pk])).status_code == 404


def test_a_session_that_ended_does_not_cost_the_words(client, bob, story, say):
    review = say(story, bob)
    page = client.post(reverse("review_edit", args=[review.pk]), {"text": "An hour's work."})
    assert "An hour&#x27;s work." in page.text


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_its_writer_and_the_author_of_the_story_delete(request, client, bob, story, say, who):
    review = say(story, bob)
    client.force_login(request.getfixturevalue(who))
    address = reverse("review_delete", args=[review.pk])
    assert "Lovely." in client.get(address).text
    assert Review.objects.exists()
    client.post(address)
    assert not Review.objects.exists()
    assert count(story) == 0


def test_what_was_answered_leaves_a_tombstone(client, alice, bob, story, say):
    review = say(story, bob, "Secretword")
    answer = say(story, alice, "Thank you.", parent=review)
    review.remove()
    review.remove()
    assert count(story) == 1
    page = client.get(reverse("reviews", args=[story.pk])).text
    assert "This review was deleted." in page
    assert "Thank you." in page
    assert "Otterburn" not in page
    review.refresh_from_db()
    assert (review.html, review.pen_name, review.guest_key) == ("", None, "")

    answer.remove()
    assert not Review.objects.exists()
    assert count(story) == 0


def test_a_row_of_tombstones_goes_with_the_last_word(bob, story, say):
    first = say(story, bob, "1")
    second = say(story, bob, "2", parent=first)
    third = say(story, bob, "3", parent=second)
    first.remove()
    second.refresh_from_db()
    second.remove()
    third.refresh_from_db()
    third.remove()
    assert not Review.objects.exists()
    assert count(story) == 0


def test_hidden_held_and_deleted_reviews_do_not_count(bob, story, say):
    review = say(story, bob, held_for="author")
    assert count(story) == 0
    review.hide("Spam")
    review.approve()
    assert count(story) == 0
    review.unhide()
    assert count(story) == 1
    review.hide("Spam")
    review.hide("Spam")
    assert count(story) == 0
    review.unhide()
    review.unhide()
    assert count(story) == 1


def test_two_who_act_on_what_they_loaded_earlier_count_once(bob, story, say):
    review = say(story, bob)
    mine, yours = Review.objects.get(pk=review.pk), Review.objects.get(pk=review.pk)
    mine.hide("Spam")
    yours.hide("Spam")
    assert count(story) == 0
    yours.unhide()
    mine.unhide()
    assert count(story) == 1


def test_an_author_freezes_a_thread_and_opens_it(client, alice, bob, story, say):
    review = say(story, bob)
    answer = say(story, bob, "More.", parent=review)
    client.force_login(alice)
    client.post(reverse("review_freeze", args=[answer.pk]))
    page = client.get(reverse("reviews", args=[story.pk])).text
    assert "thread closed" in page
    assert reverse("review_answer", args=[answer.pk]) not in page
    client.post(reverse("review_unfreeze", args=[review.pk]))
    page = client.get(reverse("reviews", args=[story.pk])).text
    assert reverse("review_answer", args=[answer.pk]) in page


def test_a_thread_that_was_closed_a_moment_ago_takes_no_words(bob, story, say):
    review = say(story, bob)
    Review.objects.get(pk=review.pk).freeze()
    with pytest.raises(Review.DoesNotExist):
        say(story, bob, "Late.", parent=review)
    with pytest.raises(Review.DoesNotExist):
        review.edit("<p>Late.</p>")
    assert Review.objects.get().html == "<p>Lovely.</p>"


def test_whoever_deletes_twice_has_deleted(client, bob, charlie, story, say):
    review = say(story, bob)
    address = reverse("review_delete", args=[review.pk])
    client.force_login(bob)
    client.post(address)
    page = client.post(address, follow=True)
    assert page.status_code == 200
    assert "This was done already." in page.text
    client.force_login(charlie)
    assert client.post(address).status_code == 404


def test_whoever_was_blocked_changes_nothing_any_more(client, alice, bob, story, say):
    review = say(story, bob)
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    client.force_login(bob)
    page = client.post(reverse("review_edit", args=[review.pk]), {"text": "You will regret it."})
    assert page.status_code == 403
    assert "You will regret it." in page.text
    review.refresh_from_db()
    assert review.html == "<p>Lovely.</p>"
