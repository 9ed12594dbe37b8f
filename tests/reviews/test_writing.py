"""Writing a review: who may, what becomes of the words, what is said where it may not be."""

import pytest
from django.urls import reverse

from accounts.models import Block, PenName
from core.models import SiteSettings
from reviews.models import Review
from stories.models import Byline

THOUGHT = "I laughed aloud.\n\n<How did this happen?> I asked <i>myself</i>."


def form_of(story):
    return reverse("review_new", args=[story.pk])


def answer_to(review):
    return reverse("review_answer", args=[review.pk])


def as_bob(bob, **data):
    return {"text": THOUGHT, "pen_name": bob.pen_name.pk, **data}


def as_guest(stamp, **data):
    return {"text": THOUGHT, "guest_name": "A passer-by", "stamp": stamp, "homepage": "", **data}


def test_a_member_reviews_a_story(client, bob, story):
    client.force_login(bob)
    assert client.get(form_of(story)).status_code == 200
    page = client.post(form_of(story), as_bob(bob), follow=True)
    assert "Your review is here." in page.text
    assert "<p>I laughed aloud.</p>" in page.text
    assert "&lt;How did this happen?&gt;" in page.text
    assert "<i>myself</i>" in page.text
    assert "Otterburn" in page.text
    story.tally.refresh_from_db()
    assert story.tally.reviews == 1


def test_headings_figures_and_pictures_are_not_for_reviews(client, bob, story):
    client.force_login(bob)
    words = (
        '<h2 dir="rtl">Loud</h2>\n\n<figure><figcaption>Below</figcaption></figure>\n\n'
        '<img src="https://example.org/cat.png" alt="A cat">'
        '<img src="/works/1/images/2" alt="A dog">'
    )
    client.post(form_of(story), as_bob(bob, text=words))
    html = Review.objects.get().html
    assert '<p dir="rtl">Loud</p>' in html
    for tag in ("<h2", "<figure", "<figcaption", "<img"):
        assert tag not in html
    for word in ("Loud", "Below", "A cat", "A dog"):
        assert word in html


def test_a_review_may_be_about_a_chapter(client, bob, long_story):
    client.force_login(bob)
    second = long_story.chapters.get(position=2)
    client.post(f"{form_of(long_story)}?chapter={second.pk}", as_bob(bob))
    assert Review.objects.get().chapter == second
    assert "chapter 2" in client.get(reverse("reviews", args=[long_story.pk])).text


def test_a_story_in_one_part_names_no_chapter(client, bob, story):
    client.force_login(bob)
    about = f"{form_of(story)}?chapter={story.chapters.get().pk}"
    assert "About " not in client.get(about).text
    assert "chapter 1" not in client.post(about, as_bob(bob), follow=True).text
    assert Review.objects.get().chapter == story.chapters.get()


def test_another_storys_chapter_is_ignored(client, bob, story, draft):
    client.force_login(bob)
    client.post(f"{form_of(story)}?chapter={draft.chapters.get().pk}", as_bob(bob))
    assert Review.objects.get().chapter is None


def test_the_pen_name_used_last_stands_first(client, bob, story):
    other = PenName.objects.create(user=bob, name="Nightjar")
    client.force_login(bob)
    client.post(form_of(story), as_bob(bob, pen_name=other.pk))
    assert bob.pen_name == other
    page = client.get(form_of(story)).text
    assert page.index("Nightjar") < page.index("Otterburn")


def test_who_has_one_name_is_not_asked_for_it(client, bob, story):
    client.force_login(bob)
    page = client.get(form_of(story))
    assert "You write as" not in page.text
    assert f'type="hidden" name="pen_name" value="{bob.pen_name.pk}"' in page.text


def test_nobody_writes_as_somebody_else(client, bob, charlie, story):
    client.force_login(bob)
    page = client.post(form_of(story), as_bob(bob, pen_name=charlie.pen_name.pk))
    assert page.status_code == 200
    assert not Review.objects.exists()
    assert "I laughed aloud." in page.text
    assert "You write as" in page.text  # her own name is there to choose


def test_a_review_without_words_is_none(client, bob, story):
    client.force_login(bob)
    for nothing in ("", "  \n ", "<b></b>", "<hr>"):
        assert client.post(form_of(story), as_bob(bob, text=nothing)).status_code == 200
    assert not Review.objects.exists()


def test_too_long_is_said_and_kept(client, bob, story):
    client.force_login(bob)
    page = client.post(form_of(story), as_bob(bob, text="word " * 3_000))
    assert "too long by" in page.text
    assert "word word" in page.text


def test_the_same_words_sent_twice_are_one_review(client, bob, story):
    client.force_login(bob)
    client.post(form_of(story), as_bob(bob))
    client.post(form_of(story), as_bob(bob))
    assert Review.objects.count() == 1
    story.tally.refresh_from_db()
    assert story.tally.reviews == 1


def test_an_answer_stands_under_what_it_answers(client, alice, bob, story, say):
    review = say(story, bob)
    client.force_login(alice)
    page = client.post(
        answer_to(review), {"text": "Thank you.", "pen_name": alice.pen_name.pk}, follow=True
    )
    assert "Thank you." in page.text
    assert '<span class="role">author</span>' in page.text
    answer = Review.objects.get(parent=review)
    assert answer.root == review


def test_an_anonymous_author_answers_without_being_unmasked(client, alice, bob, story, say):
    Byline.objects.update(shown=False)
    review = say(story, bob)
    client.force_login(alice)
    client.post(answer_to(review), {"text": "Thank you.", "pen_name": alice.pen_name.pk})
    answer = Review.objects.get(parent=review)
    client.logout()
    pages = (
        reverse("reviews", args=[story.pk]), review.get_absolute_url(), answer_to(answer),
        reverse("report_review", args=[answer.pk]),
    )  # fmt: skip
    for address in pages:
        page = client.get(address).text
        assert "the author" in page
        assert "Maud" not in page
        assert alice.pen_name.slug not in page


def test_authors_speak_on_their_stories_under_the_names_these_bear(client, alice, story):
    other = PenName.objects.create(user=alice, name="Somebody Quite Else")
    client.force_login(alice)
    assert "Somebody Quite Else" not in client.get(form_of(story)).text
    page = client.post(form_of(story), {"text": "So good.", "pen_name": other.pk})
    assert page.status_code == 200
    assert not Review.objects.exists()


# Guests


def test_a_guests_first_review_waits_for_the_author(client, alice, story, stamp):
    page = client.post(form_of(story), as_guest(stamp), follow=True)
    assert "waits for the author" in page.text
    assert page.redirect_chain[0][0].startswith(reverse("review_thanks", args=[story.pk]))
    assert client.cookies["guest"]["httponly"]
    assert "sessionid" not in client.cookies
    assert "A passer-by" not in client.get(reverse("reviews", args=[story.pk])).text
    story.tally.refresh_from_db()
    assert story.tally.reviews == 0

    review = Review.objects.get()
    guest_cookie = client.cookies["guest"].value
    client.force_login(alice)
    assert "waits for the author" in client.get(reverse("reviews", args=[story.pk])).text
    client.post(reverse("review_approval", args=[review.pk]))
    client.post(reverse("review_approval", args=[review.pk]))
    story.tally.refresh_from_db()
    assert story.tally.reviews == 1

    client.logout()
    client.cookies["guest"] = guest_cookie
    client.post(form_of(story), as_guest(stamp, text="And again."))
    assert not Review.objects.get(html="<p>And again.</p>").is_held


def test_a_forged_cookie_opens_nothing(client, alice, story, stamp):
    client.post(form_of(story), as_guest(stamp))
    review = Review.objects.get()
    review.approve()
    client.cookies["guest"] = review.guest_key
    client.post(form_of(story), as_guest(stamp, text="And again."))
    assert Review.objects.get(html="<p>And again.</p>").is_held


def test_a_guest_is_not_a_member_by_name(client, bob, story, stamp):
    page = client.post(form_of(story), as_guest(stamp, guest_name="  OTTERBURN "))
    assert "A member writes under this name." in page.text
    assert "I laughed aloud." in page.text
    assert not Review.objects.exists()


def test_a_program_falls_into_the_trap(client, story, stamp):
    page = client.post(form_of(story), as_guest(stamp, homepage="https://spam.example"))
    assert page.status_code == 200
    assert not Review.objects.exists()
    assert "I laughed aloud." in page.text
    assert "spam.example" not in page.text


def test_too_quick_is_said_and_the_text_kept(client, story):
    fresh = client.get(form_of(story)).context["form"].initial["stamp"]
    page = client.post(form_of(story), as_guest(fresh))
    assert "That was very quick." in page.text
    assert "I laughed aloud." in page.text
    assert fresh in page.text  # so that it counts from when the page was opened first
    assert not Review.objects.exists()


@pytest.mark.parametrize("wrong", ["", "forged", "opened:1:abc"])
def test_a_wrong_stamp_is_replaced(client, story, wrong):
    page = client.post(form_of(story), as_guest(wrong))
    assert "open for very long" in page.text
    assert page.context["form"].initial["stamp"] in page.text
    assert not Review.objects.exists()


def test_the_sixth_review_of_a_guest_waits_a_moment(client, story, stamp):
    for number in range(5):
        client.post(form_of(story), as_guest(stamp, text=f"Number {number}"))
    page = client.post(form_of(story), as_guest(stamp))
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 30
    assert "Your words are kept: send them in" in page.text
    assert "I laughed aloud." in page.text
    assert Review.objects.count() == 5


# Where it may not be


def closed(client, story, data, sentence):
    page = client.post(form_of(story), data)
    assert page.status_code == 403
    assert sentence in page.text
    assert "I laughed aloud." in page.text
    assert client.get(form_of(story)).status_code == 403
    assert not Review.objects.exists()


def test_reviews_closed_meanwhile_give_the_text_back(client, bob, story):
    client.force_login(bob)
    story.describe({"review_policy": "nobody"}, {})
    closed(client, story, as_bob(bob), "takes no reviews")


def test_where_members_may_guests_are_told_so(client, bob, story, stamp):
    story.describe({"review_policy": "members"}, {})
    closed(client, story, as_guest(stamp), "from members only")
    client.force_login(bob)
    client.post(form_of(story), as_bob(bob))
    assert Review.objects.count() == 1


def test_the_site_can_close_reviews_to_guests(client, story, stamp):
    SiteSettings.objects.create(guest_reviews=False)
    closed(client, story, as_guest(stamp), "This archive takes reviews from members only")


def test_whom_the_author_blocked_cannot_review(client, alice, bob, story):
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    client.force_login(bob)
    closed(client, story, as_bob(bob), "has blocked you")


def test_whom_one_blocked_cannot_answer_one(client, alice, bob, charlie, story, say):
    review = say(story, charlie)
    Block.objects.create(blocker=charlie, blocked=bob, pen_name=bob.pen_name)
    client.force_login(bob)
    page = client.post(answer_to(review), as_bob(bob))
    assert page.status_code == 403
    assert "has blocked you" in page.text
    assert Review.objects.count() == 1
    client.post(form_of(story), as_bob(bob))
    assert Review.objects.count() == 2


def test_a_frozen_thread_is_not_answered(client, bob, story, say):
    review = say(story, bob)
    answer = say(story, bob, "More.", parent=review)
    review.freeze()
    client.force_login(bob)
    page = client.post(answer_to(answer), as_bob(bob))
    assert page.status_code == 403
    assert "closed this thread" in page.text


def test_a_story_that_went_away_gives_the_text_back(client, bob, story, draft):
    client.force_login(bob)
    story.unpublish()
    pages = [client.post(form_of(it), as_bob(bob)) for it in (story, draft)]
    pages.append(client.post(reverse("review_new", args=[99_999]), as_bob(bob)))
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert all("I laughed aloud." in page.text for page in pages)
    assert client.get(form_of(draft)).status_code == 404


def test_an_answer_to_what_went_away_is_given_back(client, bob, charlie, story, say):
    review = say(story, charlie)
    review.hide("Spam")
    client.force_login(bob)
    page = client.post(answer_to(review), as_bob(bob))
    assert page.status_code == 404
    assert "I laughed aloud." in page.text


def test_suspended_people_write_nothing(client, bob, story):
    bob.suspend("Spam")
    client.force_login(bob)
    assert client.post(form_of(story), as_bob(bob)).status_code == 403
    assert not Review.objects.exists()


def test_drafts_are_not_reviewed_by_their_authors(client, alice, draft):
    client.force_login(alice)
    page = client.get(form_of(draft))
    assert page.status_code == 403
    assert "is a draft" in page.text


def test_a_guest_whose_page_was_open_too_long_and_fell_into_the_trap_gets_the_words_back(
    client, story
):
    data = {"text": "Kind words.", "guest_name": "Gus", "homepage": "x", "stamp": "stale"}
    answer = client.post(f"/works/{story.pk}/reviews/new", data)
    assert answer.status_code == 200
    assert "Kind words." in answer.text
