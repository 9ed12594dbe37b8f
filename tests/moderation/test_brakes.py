"""The moderators' brakes: one page, and what waited goes on when they end."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.migrations import Migration
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import brakes
from core.models import AuditEntry, Brake, SiteSettings
from moderation import decisions, floods, held
from moderation.groups import ensure_groups
from moderation.models import Sweep, Swept
from moderation.tasks import watch_floods
from reviews.models import HeldFor, Review, Wishes
from tests.cast import person
from tests.reviews.test_writing import as_bob, as_guest, form_of

pytestmark = pytest.mark.django_db
GUESTS, YOUNG, SIGN_UP = Brake.Kind.GUESTS, Brake.Kind.YOUNG, Brake.Kind.SIGN_UP
PAGE = "/admin/core/brake/"
MODERATORS, AUTHOR = HeldFor.MODERATORS, HeldFor.AUTHOR


def pull(client, kind, hours=24, **data):
    sent = {f"{kind}-hours": hours, f"{kind}-reason": "Lamps", **data}
    return client.post(f"{PAGE}{kind}/pull/", sent, follow=True)


def test_one_click_from_the_front_page_and_one_to_pull(client, mod):
    client.force_login(mod)
    assert f'href="{PAGE}"' in client.get("/admin/").text
    assert "Pull it" in client.get(PAGE).text
    page = pull(client, GUESTS)
    assert "Pulled: Hold what guests write." in page.text
    assert "Night Porter" in page.text
    assert "Lift it" in page.text
    brake = Brake.objects.get()
    assert timedelta(hours=23) < brake.ends_at - timezone.now() <= timedelta(hours=24)
    assert "A brake is on until" in client.get("/admin/").text
    page = client.post(f"{PAGE}guests/lift/", follow=True)
    assert "Lifted: Hold what guests write." in page.text
    assert not brakes.on()
    assert "(lifted)" in page.text
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["brake.pull", "brake.lift"]


def test_a_wrong_number_of_days_is_said(client, mod):
    client.force_login(mod)
    page = pull(client, YOUNG, **{"young-days": "0"})
    assert "greater than or equal to 1" in page.text
    assert "Lamps" in page.text
    assert not Brake.objects.exists()
    pull(client, YOUNG, **{"young-days": "30"})
    assert Brake.objects.get().days == 30


def test_only_moderators_pull_and_lift(client, bob, editor):
    brakes.pull(GUESTS, hours=1)
    for user in (None, bob, editor):
        if user:
            client.force_login(user)
        assert client.get(PAGE).status_code in (302, 403)
        assert client.post(f"{PAGE}sign_up/pull/", {"sign_up-hours": 1}).status_code in (302, 403)
        assert client.post(f"{PAGE}guests/lift/").status_code in (302, 403)
    assert [brake.kind for brake in Brake.objects.filter(lifted_at=None)] == ["guests"]


def test_no_brake_of_another_name_and_none_by_get(client, mod):
    client.force_login(mod)
    assert pull(client, "everything").status_code == 403
    assert client.get(f"{PAGE}guests/pull/").status_code == 405


# What guests and young accounts write


def test_what_guests_write_waits_and_goes_on_to_whoever_would_have_had_it(
    client, alice, bob, mod, story, stamp
):
    brakes.pull(GUESTS, hours=1, by=mod)
    page = client.post(form_of(story), as_guest(stamp), follow=True)
    assert "I laughed" not in client.get(reverse("reviews", args=[story.pk])).text
    assert "moderators" in page.text
    review = Review.objects.get()
    assert review.held_for == MODERATORS
    assert held.let_go_on() == 0
    Brake.objects.update(ends_at=timezone.now())
    watch_floods(0)
    review.refresh_from_db()
    assert review.held_for == AUTHOR


def test_what_young_accounts_wrote_comes_back_whole(client, alice, bob, story, mod):
    client.force_login(bob)
    brakes.pull(YOUNG, hours=1, by=mod)
    client.post(form_of(story), as_bob(bob))
    story.tally.refresh_from_db()
    review = Review.objects.get()
    assert (review.held_for, story.tally.reviews) == (MODERATORS, 0)
    brakes.lift(YOUNG, by=mod)
    watch_floods(0)
    watch_floods(0)
    story.tally.refresh_from_db()
    review.refresh_from_db()
    assert review.approved_at
    assert story.tally.reviews == 1


def test_authors_answer_on_their_own_stories_though_a_brake_is_on(client, alice, story, mod):
    brakes.pull(YOUNG, hours=1, by=mod)
    client.force_login(alice)
    client.post(form_of(story), {"text": "Thank you.", "pen_name": alice.pen_name.pk})
    assert not Review.objects.get().is_held


def test_what_waits_for_another_reason_stays(alice, bob, mod, story, say):
    called, swept, removed = (say(story, bob, f"Lamps {n}") for n in range(3))
    called.call_spam(by=alice)
    for review in (swept, removed):
        review.wait_again(MODERATORS)
    sweep = Sweep.objects.create(verb="hold", by=mod)
    Swept.objects.create(sweep=sweep, review=swept)
    removed.hide("Spam")
    assert held.let_go_on() == 0
    sweep.undone_at = timezone.now()
    sweep.save()
    assert held.let_go_on() == 1
    swept.refresh_from_db()
    assert swept.approved_at


def test_a_moderator_lets_one_through_while_the_brake_is_on(client, mod, alice, bob, story, say):
    brakes.pull(YOUNG, hours=1, by=mod)
    Wishes.objects.create(user=alice, holds=True)
    review = say(story, bob, held_for=MODERATORS)
    client.force_login(mod)
    changelist = "/admin/reviews/review/?state=for_moderators"
    assert "Lovely." in client.get(changelist).text
    assert "1 review waits for a moderator." in client.get("/admin/").text
    sent = {"action": "let_through", "_selected_action": [review.pk], "decide": "yes"}
    client.post(changelist, sent)
    review.refresh_from_db()
    assert review.held_for == AUTHOR
    with pytest.raises(decisions.RefusedError):
        decisions.let_through(review, by=mod)


# Sign-up


def test_sign_up_says_until_when_it_is_closed(client, mod):
    assert "Make an account" in client.get("/accounts/signup/").text
    brake = brakes.pull(SIGN_UP, hours=24, by=mod)
    page = client.get("/accounts/signup/").text
    assert "nobody can make an account until" in page
    assert str(brake.ends_at.year) in page
    client.post(
        "/accounts/signup/",
        {"username": "newcomer", "pen_name": "Marsh Tern", "password1": "long-and-odd-7"},
    )
    assert not User.objects.filter(username="newcomer").exists()
    SiteSettings(sign_up="closed").save()
    assert "have closed it for new members" in client.get("/accounts/signup/").text


# The archive itself


def guests_write(story, number: int, *, hours_ago: float = 0.5):
    rows = Review.objects.bulk_create(
        Review(story=story, guest_name="G", html=f"<p>{n}</p>", held_for=AUTHOR)
        for n in range(number)
    )
    then = timezone.now() - timedelta(hours=hours_ago)
    Review.objects.filter(pk__in=[row.pk for row in rows]).update(created_at=then)


def test_at_ten_times_the_usual_the_archive_pulls_it_itself(client, story, mod):
    guests_write(story, floods.TIMES * floods.QUIET - 1)
    watch_floods(0)
    assert not Brake.objects.exists()
    guests_write(story, 1)
    watch_floods(0)
    watch_floods(0)
    brake = Brake.objects.get()
    assert (brake.kind, brake.by) == (GUESTS, None)
    assert brakes.holds(AnonymousUser())
    client.force_login(mod)
    assert "The archive pulled it by itself" in client.get("/admin/").text
    assert "the archive itself" in client.get(PAGE).text


def test_what_is_usual_is_the_median_of_two_weeks(story):
    guests_write(story, 12 * 8 * 24)
    spread = "created_at = now() - (1.5 + (id % (8 * 24))) * interval '1 hour'"
    with connection.cursor() as cursor:  # over eight days of the fourteen
        cursor.execute(f"UPDATE reviews_review SET {spread}")
    assert floods.usual(*floods.WATCHED[GUESTS]) == 12
    guests_write(story, 119)
    assert not floods.is_flood(GUESTS)
    guests_write(story, 1)
    assert floods.is_flood(GUESTS)


def test_what_a_moderator_lifted_is_not_pulled_for_what_she_saw(story, mod):
    guests_write(story, 100)
    watch_floods(0)
    brakes.lift(GUESTS, by=mod)
    watch_floods(0)
    assert not brakes.on()
    guests_write(story, 100, hours_ago=-0.01)
    watch_floods(0)
    assert GUESTS in brakes.on()


def test_young_accounts_and_sign_ups_are_watched_too(story):
    people = [User(username=f"lamp{n}") for n in range(100)]
    User.objects.bulk_create(people)
    watch_floods(0)
    assert set(brakes.on()) == {SIGN_UP}
    writer = person("spammer", pen_name="Lamp Seller")
    Review.objects.bulk_create(
        Review(story=story, pen_name=writer.pen_name, html=f"<p>{n}</p>", held_for=AUTHOR)
        for n in range(100)
    )
    watch_floods(0)
    assert set(brakes.on()) == {SIGN_UP, YOUNG}


def test_a_new_author_who_answers_all_her_readers_is_no_flood(story, alice):
    Review.objects.bulk_create(
        Review(story=story, pen_name=alice.pen_name, html=f"<p>Thank you {n}</p>")
        for n in range(120)
    )
    watch_floods(0)
    assert not brakes.on()


def test_the_site_may_leave_it_to_its_moderators(story):
    SiteSettings(brakes_itself=False).save()
    guests_write(story, 200)
    watch_floods(0)
    assert not Brake.objects.exists()


def test_moderators_of_an_older_archive_get_the_brakes_once(mod):
    group = mod.groups.get()
    group.permissions.remove(*group.permissions.filter(codename__endswith="_brake"))
    ensure_groups(plan=[])
    assert not group.permissions.filter(codename="add_brake").exists()  # an administrator's choice
    migration = Migration("0005_brakes_and_the_question", "core")
    ensure_groups(plan=[(migration, False)])
    assert group.permissions.filter(codename="add_brake").exists()
