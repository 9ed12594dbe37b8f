"""What a review said before it was changed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.limits import WORDINGS
from reviews.models import HeldFor, Review, StoryWishes, Wording


def wordings_of(review):
    return reverse("review_wordings", args=[review.pk])


@pytest.fixture
def changed(story, bob, say):
    review = say(story, bob, "I hated the ending of it.")
    review.edit("<p>I loved the ending of it.</p>")
    return review


def test_each_wording_is_kept_and_the_words_that_changed_are_shown(client, bob, story, say):
    review = say(story, bob, "I hated the ending of it.")
    client.force_login(bob)
    edit = reverse("review_edit", args=[review.pk])
    client.post(edit, {"text": "I loved the ending of it."})
    client.post(edit, {"text": "I loved the ending of it, truly."})
    client.logout()
    page = client.get(reverse("reviews", args=[story.pk])).text
    assert f'<a href="{wordings_of(review)}" rel="nofollow">changed</a>' in page
    page = client.get(wordings_of(review)).text
    texts = ["I loved the ending of it, truly.", "I loved the ending of it.", "I hated the ending"]
    assert [page.index(f"<p>{text}") for text in texts] == sorted(
        page.index(f"<p>{text}") for text in texts
    )
    assert "<del>" in page and "hated" in page and "<ins>" in page


def test_the_same_words_saved_again_are_no_change(client, bob, story, say):
    review = say(story, bob)
    client.force_login(bob)
    for _ in range(2):
        client.post(reverse("review_edit", args=[review.pk]), {"text": "Lovely."})
    review.refresh_from_db()
    assert not review.edited_at
    assert not Wording.objects.exists()
    assert "It was never changed." in client.get(wordings_of(review)).text


def test_a_review_that_was_answered_may_be_changed(client, alice, bob, story, say):
    review = say(story, bob)
    say(story, alice, "Thank you.", parent=review)
    client.force_login(bob)
    client.post(reverse("review_edit", args=[review.pk]), {"text": "Dreadful."})
    assert "Lovely." in client.get(wordings_of(review)).text


def test_only_the_formatting(client, bob, story, say):
    review = say(story, bob)
    review.edit("<p><b>Lovely.</b></p>")
    assert "Only the formatting differs." in client.get(wordings_of(review)).text


def test_whoever_may_not_read_the_review_reads_no_earlier_wording(
    client, charlie, mod, members_story, bob, story, say, changed
):
    secret = say(members_story, bob, "Secretword")
    secret.edit("<p>Nothing.</p>")
    assert client.get(wordings_of(secret)).status_code == 404
    changed.hide("Rude")
    for user, status in ((None, 404), (charlie, 404), (bob, 404), (mod, 200)):
        if user:
            client.force_login(user)
        assert client.get(wordings_of(changed)).status_code == status
    assert client.get(reverse("review_wordings", args=[999_999])).status_code == 404


def test_what_is_deleted_is_deleted_in_all_its_wordings(client, alice, story, say, changed):
    say(story, alice, "Pity.", parent=changed)
    changed.remove()
    assert not Wording.objects.exists()
    assert "hated" not in client.get(reverse("reviews", args=[story.pk])).text
    assert client.get(wordings_of(changed)).status_code == 404


def test_guests_get_the_same_page(changed):
    page = Client().get(wordings_of(changed))
    assert page.headers["Cache-Control"].startswith("public")
    assert "csrf" not in page.text
    other = Client(headers={"cookie": "guest=x"}).get(wordings_of(changed))
    assert other.content == page.content


def test_a_review_is_not_changed_without_end(client, bob, story, say, changed):
    Wording.objects.bulk_create(
        Wording(review=changed, html="<p>.</p>", html_version=2, written_at=timezone.now())
        for _ in range(WORDINGS - 1)
    )
    client.force_login(bob)
    page = client.post(reverse("review_edit", args=[changed.pk]), {"text": "Once more."})
    assert page.status_code == 403
    assert "20 times" in page.text
    assert "Once more." in page.text


def test_a_review_hidden_while_it_was_changed_gives_the_words_back(
    client, bob, story, say, monkeypatch
):
    review = say(story, bob)
    client.force_login(bob)
    edit = Review.edit

    def hidden_just_before(self, *words, **more):
        Review.objects.get(pk=self.pk).hide("Rude")
        return edit(self, *words, **more)

    monkeypatch.setattr(Review, "edit", hidden_just_before)
    page = client.post(reverse("review_edit", args=[review.pk]), {"text": "An hour’s work."})
    assert page.status_code == 404
    assert "An hour’s work." in page.text


def test_the_page_costs_the_same_with_many_wordings(
    client, bob, changed, django_assert_max_num_queries
):
    for number in range(10):
        moment = timezone.now() + timedelta(seconds=number)
        Wording.objects.create(
            review=changed, html=f"<p>word {number}</p>", html_version=2, written_at=moment
        )
    with django_assert_max_num_queries(5):
        assert client.get(wordings_of(changed)).status_code == 200


def test_where_the_author_looks_first_she_looks_at_what_was_changed_too(
    client, alice, bob, story, say
):
    StoryWishes.objects.create(story=story, holds=True)
    review = say(story, bob)
    client.force_login(bob)
    address = reverse("review_edit", args=[review.pk])
    client.post(address, {"text": "Lovely.", "is_spoiler": "on"})
    review.refresh_from_db()
    assert not review.is_held  # no word of it is another
    page = client.post(address, {"text": "Buy lamps."}, follow=True)
    assert "Your review waits for the author." in page.text
    review.refresh_from_db()
    story.tally.refresh_from_db()
    assert (review.held_for, review.html, story.tally.reviews) == (
        HeldFor.AUTHOR, "<p>Buy lamps.</p>", 0,
    )  # fmt: skip
    client.logout()
    assert "Buy lamps." not in client.get(reverse("reviews", args=[story.pk])).text
    assert client.get(wordings_of(review)).status_code == 404
    review.approve()
    assert "Lovely." in client.get(wordings_of(review)).text


def test_words_that_were_never_shown_stand_in_no_history(client, bob, story, say):
    review = say(story, bob, held_for=HeldFor.AUTHOR)
    review.edit("<p>Better.</p>")
    review.approve()
    review.edit("<p>Buy lamps.</p>", held_for=HeldFor.AUTHOR)
    review.edit("<p>Best.</p>", held_for=HeldFor.AUTHOR)
    review.approve()
    page = client.get(wordings_of(review)).text
    assert "Better." in page and "Best." in page
    assert "Lovely." not in page and "Buy lamps." not in page
