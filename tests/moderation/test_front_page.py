"""The admin’s front page: what waits stands first, and nobody learns what is not theirs to know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import PenName, User
from archive.templatetags import keeping
from moderation import decisions, waiting
from moderation.models import Report
from reviews.models import Review
from stories.models import Story
from tags.models import TagCount
from tests.cast import publish_story

pytestmark = pytest.mark.django_db


def front(client, user) -> str:
    client.force_login(user)
    page = client.get("/admin/")
    assert page.status_code == 200
    return page.text


@pytest.fixture
def review(bob, story):
    return Review.post(story=story, pen_name=bob.pen_name, html="<p>Nasty words.</p>")


def ago(model, thing, **span):
    model.objects.filter(pk=thing.pk).update(created_at=timezone.now() - timedelta(**span))


# What waits


def test_reports_wait_with_their_urgency_and_age(client, mod, bob, charlie, story, review):
    ago(Report, Report.file(story, by=bob, reason="stolen"), days=3)
    Report.file(story, by=charlie, reason="rating")
    Report.file(review, by=charlie, reason="harassment")
    page = front(client, mod)
    for sentence in ("3 reports wait.", "1 is urgent.", "The oldest came 3\xa0days ago."):
        assert sentence in page
    assert "Nothing waits." not in page


def test_closed_reports_wait_no_longer(client, mod, bob, story):
    decisions.dismiss(Report.file(story, by=bob, reason="private"), by=mod)
    assert "Nothing waits." in front(client, mod)


def test_urgent_reports_have_a_list_of_their_own(client, mod, bob, charlie, story, review):
    Report.file(story, by=bob, reason="spam", text="Somebody sells lamps.")
    Report.file(review, by=charlie, reason="private", text="My street and number.")
    client.force_login(mod)
    page = client.get("/admin/moderation/report/?state=urgent").text
    assert "My street and number." in page
    assert "Somebody sells lamps." not in page


def test_people_who_wait_to_be_let_in_are_counted(client, mod, bob, charlie):
    User.objects.filter(pk=bob.pk).update(waiting_since=timezone.now() - timedelta(days=2))
    page = front(client, mod)
    assert "1 person waits to be let in." in page
    assert "The oldest came 2\xa0days ago." in page
    User.objects.filter(pk=bob.pk).update(is_active=False)  # turned away
    assert "waits to be let in." not in front(client, mod)


def test_a_wave_of_reviews_is_seen_and_usual_evenings_are_not(client, mod, bob, story):
    for number in range(waiting.WAVE):
        assert "were written within an hour" not in front(client, mod)
        last = Review.post(story=story, pen_name=bob.pen_name, html=f"<p>Buy lamps {number}</p>")
    page = front(client, mod)
    assert f"{waiting.WAVE} reviews were written within an hour." in page
    assert "since=hour" in page
    ago(Review, last, hours=2)
    assert "were written within an hour" not in front(client, mod)


def test_what_can_wait_stands_apart(client, mod, bob, hidden_story, story):
    held = Review.post(story=story, guest_name="Aunt", html="<p>Lovely.</p>", held_for="author")
    decisions.suspend(bob, by=mod, reason="Spam")
    page = front(client, mod)
    assert "Nothing waits." in page
    assert "1 story is hidden." in page
    assert "1 person is suspended." in page
    assert "waited for its author" not in page
    ago(Review, held, days=15)
    assert "1 review has waited for its author for more than two weeks." in front(client, mod)


# Who is told what


def test_a_tag_editor_is_told_of_tags_and_nothing_else(
    client, editor, mod, bob, story, hidden_story
):
    Report.file(story, by=bob, reason="private")
    decisions.suspend(bob, by=mod, reason="Sold lamps")
    TagCount.add_up()
    page = front(client, editor)
    assert "1 new tag waits for a look." in page
    for words in ("report waits", "is suspended", "is hidden", "Sold lamps", "Last decisions",
                  "in numbers", "The house", "/admin/moderation/", "/admin/stories/"):  # fmt: skip
        assert words not in page


def test_a_moderator_is_told_nothing_about_the_house(client, mod, admin):
    assert "manage.py doctor" not in front(client, mod)
    assert "waits for a look." not in front(client, mod)
    page = front(client, mod)
    assert "/admin/core/sitesettings/" not in page
    assert "/admin/core/auditentry/" not in page
    assert "manage.py doctor" in front(client, admin)


def test_a_suspended_helper_is_told_nothing(client, mod, admin, bob, story):
    Report.file(story, by=bob, reason="private")
    for helper in (mod, admin):
        helper.suspend("Went wild")
        page = front(client, helper)
        for words in ("1 report waits", "Last decisions", "manage.py doctor", "/admin/reviews/"):
            assert words not in page


def test_every_list_that_one_may_see_has_a_door(client, admin):
    page = front(client, admin)
    from django.contrib import admin as django_admin

    for model in django_admin.site._registry:
        assert f'href="/admin/{model._meta.app_label}/{model._meta.model_name}/"' in page


def test_the_names_that_one_signs_in_with_stand_nowhere(client, mod, bob, story):
    User.objects.filter(pk=bob.pk).update(username="robertlogin")
    User.objects.filter(pk=mod.pk).update(username="porterlogin")
    decisions.suspend(bob, by=mod, reason="Spam")
    page = front(client, User.objects.get(pk=mod.pk))
    assert "Otterburn" in page and "Night Porter" in page
    assert "robertlogin" not in page and "porterlogin" not in page


# The last decisions, the numbers, the house


def test_a_wave_of_decisions_is_one_line(client, mod, bob, story):
    reviews = [
        Review.post(story=story, pen_name=bob.pen_name, html=f"<p>Buy lamps {number}</p>")
        for number in range(30)
    ]
    decisions.suspend(bob, by=mod, reason="Sold lamps once")
    for review in reviews:
        decisions.hide(review, by=mod, reason="Sells lamps")
    page = front(client, mod)
    assert page.count("Sells lamps") == 1
    assert "30 times" in page
    assert "Sold lamps once" in page


def test_the_numbers_count_what_everybody_sees(client, mod, alice, bob, draft, hidden_story):
    story = publish_story(alice, "Seen")
    for number, age in enumerate((0, 3, 10)):
        review = Review.post(story=story, pen_name=bob.pen_name, html=f"<p>{number}</p>")
        ago(Review, review, days=age)
    client.force_login(mod)
    from moderation.admin import front_page

    assert front_page.numbers() == {
        "stories": 1, "people": User.objects.count(), "reviews_of_day": 1, "reviews_of_week": 2,
    }  # fmt: skip


def test_the_newest_backup_is_found_and_an_old_one_is_amiss(tmp_path):
    assert keeping.backup(tmp_path / "nowhere").is_amiss
    old, new = timezone.now() - timedelta(days=30), timezone.now() - timedelta(hours=1)
    (tmp_path / f"ficwright-shelf-{old:%Y%m%dT%H%M%SZ}.tar").touch()
    (tmp_path / "ficwright-not-one-of-ours.tar").touch()
    assert keeping.backup(tmp_path).is_amiss
    (tmp_path / f"ficwright-annex-{new:%Y%m%dT%H%M%SZ}.tar").touch()
    assert not keeping.backup(tmp_path).is_amiss


def test_a_house_without_a_worker_says_so(client, admin):
    assert "nothing is told, scheduled or tidied" in front(client, admin)


def test_a_worker_that_lives_is_said_to_live(client, admin):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "nothing is told" not in front(client, admin)


# The cost


@pytest.mark.parametrize("rows", [5, 50])
def test_the_front_page_costs_the_same_for_any_number(
    client, admin, mod, alice, bob, rows, django_assert_max_num_queries
):
    for number in range(rows):
        story = publish_story(alice, f"Story {number}")
        review = Review.post(story=story, pen_name=bob.pen_name, html=f"<p>r {number}</p>")
        Report.file(review, by=alice, reason="private")
        user = User.objects.create_user(f"reader{number}", waiting_since=timezone.now())
        PenName.objects.create(user=user, name=f"Reader {number}")
        decisions.suspend(user, by=mod, reason=f"Spam {number}")
        decisions.hide(story, by=mod, reason=f"Stolen {number}")
    assert Story.objects.count() == rows
    for helper in (admin, mod):
        client.force_login(helper)
        with django_assert_max_num_queries(20):
            assert client.get("/admin/").status_code == 200
