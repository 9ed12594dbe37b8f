"""A lone moderator ends a wave of spam in a few steps: finds it, ticks it, hides it and suspends
who wrote it, with one reason; all of it is logged and can be taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import PenName, User
from core.models import AuditEntry
from moderation.models import Report
from reviews.models import Review
from stories.models import Byline

pytestmark = pytest.mark.django_db


def ago(review, **span):
    Review.objects.filter(pk=review.pk).update(created_at=timezone.now() - timedelta(**span))


@pytest.fixture
def spam(story):
    reviews = []
    for number in range(4):
        user = User.objects.create_user(f"spammer{number}")
        pen_name = PenName.objects.create(user=user, name=f"Lamp Seller {number}")
        for words in ("Buy lamps", "Cheap lamps"):
            reviews.append(Review.post(story=story, pen_name=pen_name, html=f"<p>{words}</p>"))
    reviews.append(Review.post(story=story, guest_name="Guest", html="<p>Lamps here</p>"))
    return reviews


def end(client, spam, **data):
    return client.post(
        "/admin/reviews/review/?since=hour",
        {"action": "hide_and_suspend", "_selected_action": [r.pk for r in spam], **data},
        follow=True,
    )


def test_one_step_hides_the_spam_and_suspends_its_writers(client, mod, alice, bob, spam, story):
    fair = Review.post(story=story, pen_name=bob.pen_name, html="<p>Well told.</p>")
    client.force_login(mod)
    asked = end(client, spam)
    assert "Spam or advertising</textarea>" in asked.text
    assert not Review.objects.filter(hidden_at__isnull=False).exists()

    end(client, spam, decide="yes", reason="Sells lamps")
    assert Review.objects.filter(hidden_at__isnull=False).count() == len(spam)
    suspended = User.objects.filter(suspended_at__isnull=False)
    assert {user.username for user in suspended} == {f"spammer{number}" for number in range(4)}
    assert {user.suspension_reason for user in suspended} == {"Sells lamps"}
    fair.refresh_from_db()
    assert not fair.is_hidden


def test_the_end_of_a_wave_is_logged_and_can_be_taken_back(client, mod, spam):
    client.force_login(mod)
    end(client, spam, decide="yes", reason="Sells lamps")
    assert AuditEntry.objects.filter(verb="review.hide").count() == len(spam)
    assert AuditEntry.objects.filter(verb="account.suspend").count() == 4
    for page, things in (("reviews/review", spam), ("moderation/account", User.objects.filter(
            suspended_at__isnull=False))):  # fmt: skip
        action = "restore" if things is spam else "lift"
        client.post(
            f"/admin/{page}/",
            {"action": action, "_selected_action": [t.pk for t in things], "decide": "yes"},
        )
    assert not Review.objects.filter(hidden_at__isnull=False).exists()
    assert not User.objects.filter(suspended_at__isnull=False).exists()


def test_a_moderators_own_words_are_not_ended_with_the_wave(client, mod, admin, story, spam):
    theirs = [
        Review.post(story=story, pen_name=user.pen_name, html="<p>I look into it.</p>")
        for user in (mod, admin)
    ]
    client.force_login(mod)
    page = end(client, [*spam, *theirs], decide="yes", reason="Sells lamps")
    assert "You cannot decide about this account." in page.text
    for review in theirs:
        review.refresh_from_db()
        assert not review.is_hidden
    assert not User.objects.filter(is_staff=True, suspended_at__isnull=False).exists()


def test_all_pages_of_a_list_are_chosen_at_once(client, mod, bob, story):
    for number in range(60):
        Review.post(story=story, pen_name=bob.pen_name, html=f"<p>Buy lamps {number}</p>")
    first_page = Review.objects.order_by("-pk")[:50]
    client.force_login(mod)
    asked = end(client, first_page, select_across="1")
    assert "and 40 more" in asked.text
    chosen = Review.objects.all()
    end(client, chosen, decide="yes", reason="Sells lamps")
    assert Review.objects.filter(hidden_at__isnull=False).count() == 60


def test_what_left_the_list_meanwhile_is_named(client, mod, spam):
    client.force_login(mod)
    ago(spam[0], hours=2)
    page = end(client, spam, decide="yes", reason="Sells lamps")
    assert "1 is no longer in this list and was left as it is." in page.text
    spam[0].refresh_from_db()
    assert not spam[0].is_hidden


def test_reports_of_spam_end_in_the_same_step(client, mod, alice, spam):
    report = Report.file(spam[0], by=alice, reason="spam")
    client.force_login(mod)
    client.post(
        "/admin/moderation/report/",
        {"action": "hide_and_suspend", "_selected_action": [report.pk], "decide": "yes",
         "reason": "Sells lamps"},
    )  # fmt: skip
    report.refresh_from_db()
    spam[0].refresh_from_db()
    assert not report.is_open and spam[0].is_hidden
    assert User.objects.get(username="spammer0").is_suspended


def test_a_story_falls_with_its_accepted_authors_only(client, mod, alice, dana, story):
    invited = Byline.State.INVITED
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2, state=invited)
    client.force_login(mod)
    page = "/admin/stories/story/"
    data = {"action": "hide_and_suspend", "_selected_action": [story.pk]}
    asked = client.post(page, data).text
    assert "Maud Thornapple" in asked.split('class="things"')[1]
    client.post(page, {**data, "decide": "yes", "reason": "Sells lamps"})
    assert [user.username for user in User.objects.filter(suspended_at__isnull=False)] == ["alice"]


def test_everything_by_one_person_is_a_list(client, mod, bob, alice, story):
    other = PenName.objects.create(user=bob, name="Nightjar")
    Review.post(story=story, pen_name=bob.pen_name, html="<p>First words.</p>")
    Review.post(story=story, pen_name=other, html="<p>Second words.</p>")
    Review.post(story=story, pen_name=alice.pen_name, html="<p>Third words.</p>")
    client.force_login(mod)
    page = client.get(f"/admin/reviews/review/?writer={bob.pk}").text
    assert "First words." in page and "Second words." in page
    assert "Third words." not in page
    for nonsense in ("bob", "9" * 30, ""):
        assert client.get(f"/admin/reviews/review/?writer={nonsense}").status_code == 200


@pytest.mark.parametrize("since", ["hour", "day", "week", "century"])
def test_time_filters_filter(client, mod, bob, story, since):
    old = Review.post(story=story, pen_name=bob.pen_name, html="<p>Old words.</p>")
    ago(old, days=8)
    client.force_login(mod)
    page = client.get(f"/admin/reviews/review/?since={since}").text
    assert ("Old words." in page) == (since == "century")
