"""Thanks: one a person and story. What a guest gives names nobody."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Block, PenName
from core import anonymity, events
from core.limits import Pace
from core.models import DaySalt, Limit
from reviews import limits
from reviews.models import Kudos
from reviews.tasks import recount
from stories.models import Story, Tally
from tests.cast import publish_story

PHONE = {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "Phone of a reader"}


@pytest.fixture
def member(client, bob):
    client.force_login(bob)
    return client


@pytest.fixture
def guest(db):
    return Client(**PHONE)


def thanks_of(story) -> tuple[int, int]:
    """As they are counted, and as they are."""
    return Tally.objects.get(story=story).kudos, story.kudos.count()


def place(story) -> str:
    return f"/works/{story.pk}/kudos"


def test_a_member_thanks_once_however_often_she_presses(member, bob, story):
    assert "Thank</button>" in member.get(place(story)).text
    first = member.post(place(story), follow=True)
    assert "Your thanks have arrived." in first.text
    assert "Once is enough" in member.post(place(story), follow=True).text
    assert thanks_of(story) == (1, 1)
    assert story.kudos.get().user == bob
    assert "You thanked" in member.get(story.get_absolute_url()).text


def test_a_guest_thanks_once_a_day_and_leaves_nothing_that_names_her(guest, story):
    for sentence in ("Your thanks have arrived.", "Once is enough"):
        assert sentence in guest.post(place(story), follow=True).text
    assert thanks_of(story) == (1, 1)
    row = Kudos.objects.values().get()
    assert row["user_id"] is None and row["pen_name_id"] is None and row["phrase"] == ""
    assert PHONE["REMOTE_ADDR"] not in str(row) and PHONE["HTTP_USER_AGENT"] not in str(row)
    assert not guest.session.keys()

    other = Client(REMOTE_ADDR="203.0.113.8", HTTP_USER_AGENT=PHONE["HTTP_USER_AGENT"])
    other.post(place(story))
    assert thanks_of(story) == (2, 2)


def test_once_a_day_is_forgotten_nobody_can_tell_from_whom_it_was(guest, rf, story, monkeypatch):
    guest.post(place(story))
    key = story.kudos.get().guest
    request = rf.get("/", **PHONE)
    assert anonymity.of_today(request, "kudos", story.pk) == key  # while the day is there

    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr(anonymity, "_kept", {})  # another process
    guest.post(place(story))
    anonymity.forget()
    assert {row.day for row in DaySalt.objects.all()} == {later.date().isoformat()}
    assert thanks_of(story) == (2, 2)
    assert anonymity.of_today(request, "kudos", story.pk) != key
    monkeypatch.undo()
    monkeypatch.setattr(anonymity, "_kept", {})
    assert anonymity.of_today(request, "kudos", story.pk) != key  # not with the day back either


def test_a_guest_takes_it_back_on_the_same_day_only(guest, story, monkeypatch):
    undo = f"{place(story)}/undo"
    guest.post(place(story))
    assert 'action="/works/' in guest.get(f"{place(story)}?now=given").text
    assert "Take it back" in guest.get(undo).text
    assert "taken back" in guest.post(undo, follow=True).text
    assert thanks_of(story) == (0, 0)
    assert "nothing to take back" in guest.post(undo, follow=True).text

    guest.post(place(story))
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "nothing to take back" in guest.post(undo, follow=True).text
    assert thanks_of(story) == (1, 1)


def test_a_member_takes_it_back_at_any_time_and_only_her_own(member, charlie, story):
    member.post(place(story))
    Kudos.give(story, user=charlie)
    Kudos.objects.update(created_at=timezone.now() - timedelta(days=400))
    for sentence in ("taken back", "nothing to take back"):
        assert sentence in member.post(f"{place(story)}/undo", follow=True).text
    assert thanks_of(story) == (1, 1) and story.kudos.get().user == charlie


def test_words_and_a_name_may_come_with_it_or_later(member, bob, story):
    other = PenName.objects.create(user=bob, name="Kingfisher")
    member.post(place(story), {"phrase": "ending"})
    assert story.kudos.get().phrase == "ending" and story.kudos.get().pen_name is None
    page = member.get(place(story)).text
    assert 'value="ending"' in page and page.count("checked") == 1

    change = {"phrase": "voices", "pen_name": other.pk, "given": "yes"}
    assert "Saved." in member.post(place(story), change, follow=True).text
    assert story.kudos.get().phrase == "voices" and story.kudos.get().pen_name == other
    member.post(place(story), {})  # the first form once more, in another tab
    assert story.kudos.get().phrase == "voices"
    member.post(place(story), {"phrase": "", "pen_name": "", "given": "yes"})
    assert story.kudos.get().phrase == "" and story.kudos.get().pen_name is None
    assert thanks_of(story) == (1, 1)


@pytest.mark.parametrize("wrong", [{"phrase": "buy my watches"}, {"pen_name": "0"}])
def test_words_of_ones_own_or_anothers_name_are_refused(member, story, wrong):
    page = member.post(place(story), wrong).text
    assert "Select a valid choice" in page and 'aria-invalid="true"' in page
    assert not story.kudos.exists()


def test_nobody_thanks_under_anothers_name(member, alice, story):
    member.post(place(story), {"pen_name": alice.pen_name.pk})
    assert not story.kudos.exists()


def test_who_may_not_is_told_why(client, alice, bob, dana, mod, story, hidden_story, draft):
    def refused(user, story) -> str:
        client.force_login(user)
        pages = [client.get(place(story)), client.post(place(story))]
        assert [page.status_code for page in pages] == [403, 403]
        assert not Kudos.objects.exists()
        return pages[0].text

    assert "This is your own story" in refused(alice, story)
    assert "have hidden this story" in refused(mod, hidden_story)
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    assert "has blocked you" in refused(bob, story)
    dana.suspended_at = timezone.now()
    dana.save()
    assert "suspended" in refused(dana, story)
    for user, thing in ((alice, draft), (bob, hidden_story)):
        client.force_login(user)
        assert client.post(place(thing)).status_code == 404


def test_who_is_blocked_may_still_take_back(member, alice, bob, story):
    member.post(place(story))
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    member.post(f"{place(story)}/undo")
    assert thanks_of(story) == (0, 0)


def test_who_was_signed_out_meanwhile_is_not_taken_for_a_guest(guest, story):
    answer = guest.post(place(story), {"phrase": "ending", "pen_name": ""})
    assert answer.status_code == 403 and "signed out" in answer.text
    assert not story.kudos.exists()


def test_after_many_in_an_hour_a_guest_gets_slower(guest, alice, monkeypatch):
    monkeypatch.setattr(limits, "KUDOS", Pace(account=(2, 3600), address=(2, 3600)))
    others = [publish_story(alice, f"Story {n}") for n in range(3)]
    answers = [guest.post(place(one)) for one in others]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 30
    assert "in 30 seconds" in answers[-1].text and 'role="alert"' in answers[-1].text
    assert not others[-1].kudos.exists()
    Limit.objects.update(window=F("window") - 30)  # the pause is over
    assert guest.post(place(others[-1])).status_code == 302


def test_it_is_told_once(member, story):
    told = ProcrastinateJob.objects.filter(task_name=events.TASK, args__event="kudos.given")
    before = told.count()
    for _press in range(2):
        member.post(place(story))
    [event] = told.order_by("-pk")[: told.count() - before]
    assert event.args["facts"] == {"kudos_id": story.kudos.get().pk}


def test_the_page_of_the_story_counts_them_for_everybody_alike(client, bob, story):
    address = story.get_absolute_url()
    before = client.get(address).text
    assert 'class="kudos"' not in before and "csrfmiddlewaretoken" not in before
    Kudos.give(story, user=bob)
    assert '<dd class="kudos">1</dd>' in client.get(address).text
    Kudos.take_back(story, user=bob)
    caches["pages"].clear()
    assert client.get(address).text == before


def test_the_link_is_for_readers(client, alice, story, draft):
    link = f'href="{place(story)}"'
    assert link in client.get(story.get_absolute_url()).text
    client.force_login(alice)
    assert link not in client.get(story.get_absolute_url()).text
    assert place(draft) not in client.get(draft.get_absolute_url()).text


def test_the_counter_is_counted_again_at_night(member, story):
    member.post(place(story))
    Tally.objects.update(kudos=40)
    recount(0)
    assert thanks_of(story) == (1, 1)


def test_thanks_outlive_the_account_and_name_nobody_then(bob, alice, story):
    Kudos.give(story, user=bob, pen_name=bob.pen_name, phrase="ending")
    bob.delete()
    assert thanks_of(story) == (1, 1)
    kept = story.kudos.get()
    assert kept.user is None and kept.pen_name is None
    assert not Kudos.take_back(story)  # by nobody


def test_in_place_it_sends_itself_and_then_asks_for_words(member, story):
    htmx = {"HTTP_HX_REQUEST": "true"}
    piece = member.get(place(story), **htmx).text
    assert "<html" not in piece and 'hx-trigger="load, submit"' in piece
    piece = member.post(place(story), **htmx).text
    assert "Your thanks have arrived." in piece and 'hx-trigger="load' not in piece
    assert 'name="phrase"' in piece and "Take it back" in piece
    piece = member.get(place(story), **htmx).text  # the link again
    assert "Once is enough" in piece and 'hx-trigger="load' not in piece
    piece = member.post(f"{place(story)}/undo", **htmx).text
    assert "taken back" in piece and "<form " not in piece


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one(alice, bob):
    story = publish_story(alice)
    gate, given = threading.Barrier(4), []

    def press():
        gate.wait()
        given.append(Kudos.give(Story.objects.get(pk=story.pk), user=bob))
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(given) == [False, False, False, True]
    assert thanks_of(story) == (1, 1)


def test_a_phrase_is_read_in_the_language_of_the_author(alice, bob, story, client):
    Kudos.give(story, user=bob, phrase="cried")
    client.force_login(alice)
    client.cookies["language"] = "es"
    with translation.override("es"):
        label = story.kudos.get().get_phrase_display()
    assert label in client.get(f"/works/{story.pk}/figures").text


def test_a_story_binned_meanwhile_takes_no_thanks(member, story):
    Story.objects.get(pk=story.pk).move_to_bin()
    assert member.post(place(story)).status_code == 404


def test_a_page_that_says_how_one_thanked_costs_a_member_little(
    member, story, django_assert_max_num_queries
):
    member.post(place(story))
    with django_assert_max_num_queries(13):
        assert "You thanked" in member.get(story.get_absolute_url()).text
    with django_assert_max_num_queries(10):
        member.get(place(story))
