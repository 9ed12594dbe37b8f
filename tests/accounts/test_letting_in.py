"""Sign-up that is open, by approval, or closed; and who has yet to be let in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import PenName, User
from core.models import AuditEntry, SiteSettings
from intake.models import Source
from moderation import decisions
from moderation.models import Decision
from reviews.models import Review
from stories.models import Byline, Story
from tests.cast import PASSWORD, publish_story, write_story

SIGN_UP = {
    "username": "eve_signs_in",
    "password1": "a-long-pass-phrase-7",
    "pen_name": "Ида Ли",
    "introduction": "I know Maud from the old list.",
}
LIST = "/admin/moderation/account/"


@pytest.fixture
def by_approval(db):
    SiteSettings(sign_up="approval").save()


@pytest.fixture
def eve(by_approval, client):
    """Has signed up, is signed in, and waits."""
    client.post(reverse("account_signup"), SIGN_UP)
    return User.objects.get(username="eve_signs_in")


def choose(client, action, person, **data):
    chosen = {"action": action, "_selected_action": [person.pk]}
    return client.post(LIST, chosen | data)


def test_open_sign_up_asks_no_introduction_and_lets_in_at_once(client, db):
    assert 'name="introduction"' not in client.get(reverse("account_signup")).text
    client.post(reverse("account_signup"), SIGN_UP)
    user = User.objects.get()
    assert (user.is_waiting, user.introduction) == (False, "")


def test_closed_sign_up_says_so_and_makes_no_account(client, db):
    SiteSettings(sign_up="closed").save()
    page = client.get(reverse("account_signup")).text
    assert "No new accounts at the moment" in page
    assert reverse("account_login") in page
    client.post(reverse("account_signup"), SIGN_UP)
    assert not User.objects.exists()


def test_by_approval_one_is_signed_in_and_told_to_wait(client, by_approval):
    assert 'name="introduction"' in client.get(reverse("account_signup")).text
    answer = client.post(reverse("account_signup"), SIGN_UP, follow=True)
    assert answer.redirect_chain == [("/me/waiting", 302)]
    assert "A moderator will let you in" in answer.text
    user = User.objects.get()
    assert user.is_waiting
    assert user.introduction == SIGN_UP["introduction"]
    for address in ("/", "/works", "/me", "/desk", reverse("account_change_password")):
        assert "A moderator will let you in" in client.get(address).text, address


def test_a_word_to_the_moderators_need_not_be_given_and_is_not_endless(client, by_approval):
    answer = client.post(reverse("account_signup"), SIGN_UP | {"introduction": "x" * 1001})
    assert "at most 1000" in answer.text
    client.post(reverse("account_signup"), SIGN_UP | {"introduction": ""})
    assert User.objects.get().introduction == ""


def test_who_waits_reads_and_keeps_drafts(client, eve, members_story):
    assert client.get(members_story.get_absolute_url()).status_code == 200
    answer = client.post("/write", {"text": "It rained on the harbour.\n\nIt rained all day."})
    source = Source.objects.get()
    assert answer.url == source.get_absolute_url()
    answer = client.post(source.get_absolute_url(), {"publish": "", "title": "Rain"}, follow=True)
    story = Story.objects.exclude(pk=members_story.pk).get()
    assert not story.is_published
    assert "as soon as a moderator has let you in" in answer.text
    chapter = story.chapters.get()
    edit = reverse("chapter_edit", args=[story.pk, chapter.pk])
    answer = client.post(edit, {"html": "It rained all week.", "seen": chapter.stand()})
    assert answer.status_code == 302
    assert "all week" in chapter.current_fields()["html"]


def test_who_waits_shows_readers_nothing(client, eve, story):
    draft = write_story(eve)
    mine = publish_story_behind_her_back(eve)
    attempts = {
        reverse("publish", args=[draft.pk]): {},
        reverse("story_release", args=[mine.pk]): {},
        reverse("chapter_publish", args=[mine.pk, mine.chapters.get().pk]): {},
        reverse("review_new", args=[story.pk]): {"text": "A very long and warm review of it."},
        reverse("pen_names"): {"name": "Another Name Of Hers"},
    }
    for address, data in attempts.items():
        answer = client.post(address, data)
        assert answer.status_code == 403, address
        assert "A moderator will let you in" in answer.text
        for words in data.values():
            assert words in answer.text  # to copy
    draft.refresh_from_db()
    assert not draft.is_published
    assert not Review.objects.exists()
    assert PenName.objects.filter(user=eve).count() == 1
    page = client.get(reverse("review_new", args=[story.pk]))
    assert 'name="text"' not in page.text


def test_who_waits_changes_nothing_that_a_co_author_has_published(client, eve, story):
    Byline.objects.create(story=story, pen_name=eve.pen_name, position=2)
    [chapter] = story.chapters.all()
    text = "A text that no moderator has let in."
    for name, arguments in [
        ("story_edit", [story.pk]),
        ("story_bin", [story.pk]),
        ("chapter_new", [story.pk]),
        ("chapter_edit", [story.pk, chapter.pk]),
        ("chapter_bin", [story.pk, chapter.pk]),
        ("chapters_reorder", [story.pk]),
    ]:
        data = {"title": "Hers alone", "html": text, "publish": ""}
        answer = client.post(reverse(name, args=arguments), data)
        assert answer.status_code == 404, name
    assert client.get(story.get_absolute_url()).status_code == 200
    story.refresh_from_db()
    assert (story.title, story.deleted_at) == ("The Lamplighter", None)
    assert story.chapters.in_place().get().current_fields()["html"] == "<p>It rained.</p>"


def test_who_waits_brings_nothing_back_from_the_bin_before_readers(client, eve):
    story = publish_story_behind_her_back(eve)
    story.move_to_bin()
    client.post(reverse("story_restore", args=[story.pk]))
    assert not Story.objects.public().exists()


def publish_story_behind_her_back(eve):
    """As if she had been let in once."""
    since, eve.waiting_since = eve.waiting_since, None
    story = publish_story(eve, "Out already")
    eve.waiting_since = since
    return story


def test_no_way_of_publishing_knows_who_waits(eve):
    with pytest.raises(PermissionDenied):
        write_story(eve).publish(by=eve)


def test_who_waits_keeps_her_account_safe_and_reports(client, eve, story):
    answer = client.post(reverse("report_story", args=[story.pk]), {"reason": "spam"})
    assert answer.status_code != 403
    answer = client.post(reverse("account_change_password"), {})
    assert answer.status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_a_moderator_sees_who_waits_and_lets_in(client, eve, mod):
    client.force_login(mod)
    assert "1 person waits to be let in" in client.get("/admin/").text
    page = client.get(LIST, {"state": "waiting"}).text
    assert "Ида Ли" in page
    assert "I know Maud" in page
    choose(client, "let_in", eve, decide="yes")
    eve.refresh_from_db()
    assert not eve.is_waiting
    assert Decision.objects.get().verb == "let_in"
    assert AuditEntry.objects.filter(verb="account.let_in", object_id=eve.pk).exists()
    assert "Ида Ли" not in client.get(LIST, {"state": "waiting"}).text
    client.force_login(eve)
    assert "A moderator will let you in" not in client.get("/").text
    assert client.get(reverse("waiting")).url == "/desk"


def test_turning_away_needs_a_reason_which_only_she_reads(client, eve, mod):
    client.force_login(mod)
    choose(client, "turn_away", eve, decide="yes", reason="")
    eve.refresh_from_db()
    assert eve.is_active
    choose(client, "turn_away", eve, decide="yes", reason="You were banned before.")
    eve.refresh_from_db()
    assert not eve.is_active
    assert "Ида Ли" in client.get(LIST, {"state": "turned_away"}).text
    assert "waits to be let in" not in client.get("/admin/").text
    client.logout()

    right = {"login": "eve_signs_in", "password": SIGN_UP["password1"]}
    answer = client.post(reverse("account_login"), right)
    assert answer.status_code == 403
    assert "You were banned before." in answer.text
    assert "_auth_user_id" not in client.session
    answer = client.post(reverse("account_login"), right | {"password": PASSWORD})
    assert "You were banned before." not in answer.text


def test_turning_away_ends_her_session(client, eve, mod):
    decisions.turn_away(eve, by=mod, reason="Spam")
    assert "/accounts/login/" in client.get("/desk").url


def test_who_was_turned_away_can_be_let_in_after_all(client, eve, mod):
    decisions.turn_away(eve, by=mod, reason="Spam")
    decisions.let_in(eve, by=mod)
    eve.refresh_from_db()
    assert (eve.is_active, eve.is_waiting, eve.suspension_reason) == (True, False, "")
    with pytest.raises(decisions.RefusedError):
        decisions.let_in(eve, by=mod)
    with pytest.raises(decisions.RefusedError):
        decisions.turn_away(eve, by=mod, reason="Too late")


def test_letting_in_lifts_no_suspension_and_keeps_its_reason(eve, mod):
    decisions.suspend(eve, by=mod, reason="Spam in reports")
    decisions.let_in(eve, by=mod)
    eve.refresh_from_db()
    assert (eve.is_suspended, eve.suspension_reason) == (True, "Spam in reports")


@pytest.mark.parametrize("who", ["alice", "editor"])
@pytest.mark.parametrize("action", ["let_in", "turn_away", "one_time_link", "one_step"])
def test_others_let_nobody_in(request, client, eve, who, action):
    client.force_login(request.getfixturevalue(who))
    answer = choose(client, action, eve, decide="yes", reason="Because")
    assert answer.status_code in (302, 403)
    eve.refresh_from_db()
    assert eve.is_waiting
    assert eve.is_active
    assert not Decision.objects.exists()


def test_sign_up_by_approval_is_offered_to_a_guest_with_a_text(client, by_approval):
    client.post("/write", {"text": "It rained on the harbour.\n\nIt rained all day."})
    page = client.get(Source.objects.get().get_absolute_url())
    assert 'name="sign_up"' in page.text
