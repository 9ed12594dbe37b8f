"""A time at which a story or a chapter appears by itself: chosen, kept once, missed, cancelled."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import User
from archive.consequences import happened
from stories import tasks
from stories.models import Byline, Chapter, Story
from stories.models.scheduled import OBSTACLES
from stories.schedules import moments
from tests.cast import publish_story, write_story
from tests.stories.events import events
from tests.working import work_off

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(client, alice):
    """alice at her desk, by the clocks of Berlin."""
    alice.read_clock("Europe/Berlin")
    client.force_login(alice)
    return client


@pytest.fixture
def march(monkeypatch):
    """The site's time: ten days before the clocks of Berlin are put forward."""
    moment = datetime(2027, 3, 18, 12, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def choose(client, thing, moment: datetime, zone="Europe/Berlin"):
    here = moment.astimezone(ZoneInfo(zone))
    chosen = {"day": f"{here:%Y-%m-%d}", "at": f"{here:%H:%M}", "zone": zone}
    return client.post(f"{thing.get_absolute_url()}/schedule", chosen)


def ahead(**span) -> datetime:
    return (timezone.now() + timedelta(**span)).replace(second=0, microsecond=0)


def worker_at(moment: datetime, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        tasks.publish_due(timestamp=0)


# Choosing


def test_a_story_appears_at_its_time_and_not_before(desk, draft, client, monkeypatch):
    moment = ahead(days=5)
    answer = choose(desk, draft, moment)
    assert answer.status_code == 302
    assert Story.objects.get().scheduled_for == moment
    worker_at(moment - timedelta(minutes=1), monkeypatch)
    assert not Story.objects.get().is_published
    worker_at(moment, monkeypatch)
    story = Story.objects.get()
    assert story.published_at == story.revised_at == moment
    assert story.chapters.get().text.words == 2
    assert story.scheduled_for is None


def test_nothing_becomes_public_by_the_clock_alone(desk, draft, bob, client):
    choose(desk, draft, ahead(days=1))
    Story.objects.update(scheduled_for=timezone.now() - HOUR)
    client.force_login(bob)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_the_time_is_said_back_on_the_clock_that_was_chosen(march, desk, draft):
    answer = desk.post(
        f"{draft.get_absolute_url()}/schedule",
        {"day": "2027-07-02", "at": "18:00", "zone": "Asia/Kolkata"},
        follow=True,
    )
    assert Story.objects.get().scheduled_for == datetime(2027, 7, 2, 12, 30, tzinfo=UTC)
    assert "It will appear on Friday, 2 July 2027, 18:00 (Kolkata)." in answer.text
    assert User.objects.get(username="alice").time_zone == "Asia/Kolkata"
    page = desk.get(f"{draft.get_absolute_url()}/schedule").text
    assert "Friday, 2 July 2027, 18:00 (Kolkata)</time>, in " in page
    assert 'value="2027-07-02"' in page and 'value="18:00"' in page


def test_a_time_is_changed_and_cancelled(desk, draft, monkeypatch):
    choose(desk, draft, ahead(days=1))
    later = ahead(days=2)
    choose(desk, draft, later)
    assert Story.objects.get().scheduled_for == later
    desk.post(f"{draft.get_absolute_url()}/schedule/delete")
    worker_at(later + HOUR, monkeypatch)
    assert not Story.objects.get().is_published


def test_a_chapter_appears_in_its_story_and_moves_it_up(desk, story, monkeypatch):
    chapter = story.add_chapter(title="Two", html="<p>More.</p>")
    Story.objects.update(revised_at=timezone.now() - timedelta(days=9))
    events().delete()
    moment = ahead(hours=3)
    choose(desk, chapter, moment)
    worker_at(moment, monkeypatch)
    chapter.refresh_from_db()
    assert chapter.published_at == moment
    assert Story.objects.get().revised_at == moment
    assert events().get().args["event"] == "chapter.published"


def test_a_chapter_with_a_time_of_its_own_does_not_come_with_the_story(alice, monkeypatch):
    story = write_story(alice, texts=["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"])
    _first, second, third = story.chapters.in_place()
    second.schedule(ahead(days=2), by=alice)
    third.enqueue(by=alice)
    story.publish(by=alice)
    assert [c.is_published for c in story.chapters.in_place()] == [True, False, False]


@pytest.mark.parametrize(
    ("chosen", "field", "sentence"),
    [
        ({"day": "2020-02-30"}, "day", "Enter a valid date."),
        ({"day": "2020-02-20"}, "day", "This day is over."),
        ({"day": "9999-12-31"}, "day", "This is too far ahead"),
        ({"day": "today", "at": "00:00"}, "at", "This time is over: in Berlin it is"),
        ({"at": "25:00"}, "at", "Enter a valid time."),
        ({"day": "2027-03-28", "at": "02:30"}, "at", "the clocks of Berlin are put forward"),
        ({"zone": "Mars/Olympus"}, "zone", "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(march, desk, draft, chosen, field, sentence):
    good = {"day": "2027-03-27", "at": "18:00", "zone": "Europe/Berlin"}
    chosen = {**good, **chosen}
    if chosen["day"] == "today":
        chosen["day"] = f"{timezone.now().astimezone(BERLIN):%Y-%m-%d}"
    answer = desk.post(f"{draft.get_absolute_url()}/schedule", chosen)
    assert sentence in str(answer.context["form"].errors[field])
    assert sentence in answer.text
    assert not Story.objects.get().is_scheduled
    for name in {"day", "at"} - {field}:
        assert f'value="{chosen[name]}"' in answer.text  # what was typed is kept


def test_a_time_that_comes_twice_means_the_first_and_says_so(march, desk, draft):
    twice = {"day": "2027-10-31", "at": "02:30", "zone": "Europe/Berlin"}
    answer = desk.post(f"{draft.get_absolute_url()}/schedule", twice, follow=True)
    assert "the first of the two counts" in answer.text
    assert Story.objects.get().scheduled_for == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_what_publishing_demands_is_demanded_when_scheduling(desk, draft):
    draft.fandoms.clear()
    answer = choose(desk, draft, ahead(days=1))
    assert "Before it can be scheduled: name the fandom." in answer.text
    assert not Story.objects.get().is_scheduled


def test_a_chapter_waits_for_its_story(desk, draft):
    chapter = draft.add_chapter(html="<p>Two.</p>")
    answer = choose(desk, chapter, ahead(days=2))
    assert "Readers do not see the story yet." in answer.text
    choose(desk, draft, ahead(days=1))
    assert choose(desk, chapter, ahead(hours=2)).status_code == 200  # still before the story
    assert choose(desk, chapter, ahead(days=2)).status_code == 302


def test_a_story_of_scheduled_chapters_alone_has_nothing_to_begin_with(desk, draft, alice):
    draft.schedule(ahead(days=1), by=alice)
    choose(desk, draft.chapters.get(), ahead(days=2))
    answer = desk.post(f"{draft.get_absolute_url()}/publication", follow=True)
    assert "leave one chapter to appear with the story" in answer.text


def test_who_was_signed_out_meanwhile_finds_the_form_filled_in(march, client, alice, draft):
    answer = client.post(
        f"{draft.get_absolute_url()}/schedule",
        {"day": "2027-07-02", "at": "18:15", "zone": "Asia/Kolkata", "csrfmiddlewaretoken": "x"},
    )
    assert answer.status_code == 302 and "csrf" not in answer.url
    client.force_login(alice)
    back = client.get(answer.url).url  # somebody who is signed in is sent on
    page = client.get(back).text
    assert 'value="2027-07-02"' in page and 'value="18:15"' in page
    assert "selected" in page.partition('<option value="Asia/Kolkata"')[2].partition(">")[0]


# Keeping it: once, whoever asks, however late


def test_two_workers_at_once_publish_it_once(draft, alice):
    draft.schedule(timezone.now() + HOUR, by=alice)
    one, other = Story.objects.get(), Story.objects.get()
    later = timezone.now() + 2 * HOUR
    assert [one.keep_appointment(later), other.keep_appointment(later)] == [True, False]
    assert Story.objects.get().publication == 1
    assert events().count() == 1


def test_others_are_told_at_once_and_nothing_offers_to_undo(draft, alice, monkeypatch):
    moment = ahead(days=1)
    draft.schedule(moment, by=alice)
    worker_at(moment, monkeypatch)
    job = events().get()
    assert job.scheduled_at is None
    happened(**job.args)
    assert not Story.objects.get().may_undo_publishing


def test_what_was_due_while_no_worker_was_there_follows_in_its_order(alice, monkeypatch):
    story = write_story(alice, texts=["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"])
    _first, second, third = story.chapters.in_place()
    story.schedule(ahead(hours=1), by=alice)
    third.schedule(ahead(hours=2), by=alice)
    second.schedule(ahead(hours=3), by=alice)
    worker_at(ahead(days=20), monkeypatch)
    assert Story.objects.get().is_published
    assert Chapter.objects.filter(published_at=None).count() == 0


def test_one_that_fails_keeps_no_other_waiting_and_is_tried_again(alice, monkeypatch):
    first, second = write_story(alice, "First"), write_story(alice, "Second")
    for story in (first, second):
        story.schedule(ahead(hours=1), by=alice)
    publish = Story.publish

    def fails(self, **how):
        publish(self, **how)
        if self.pk == first.pk:
            raise RuntimeError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr(Story, "publish", fails)
        worker_at(ahead(hours=1), monkeypatch)
        assert [s.is_published for s in Story.objects.order_by("pk")] == [False, True]
        assert events().count() == 1
        worker_at(ahead(hours=3), monkeypatch)
    assert Story.objects.get(pk=first.pk).missed == "fault"  # not for ever


# What stands in the way


def suspend(story):
    User.objects.get(username="alice").suspend("Spam")


def dismiss(story):
    story.bylines.update(state=Byline.State.INVITED)


def unpublish(story):
    story.unpublish()


IN_THE_WAY = {
    "fandom": lambda story: story.fandoms.clear(),
    "warnings": lambda story: story.warnings.clear(),
    "hidden": lambda story: story.hide("Spam"),
    "bin": lambda story: story.move_to_bin(),
    "author": suspend,
}


@pytest.mark.parametrize("obstacle", IN_THE_WAY)
def test_what_cannot_appear_is_left_alone_and_not_tried_for_ever(
    draft, alice, obstacle, monkeypatch
):
    moment = ahead(days=1)
    draft.schedule(moment, by=alice)
    IN_THE_WAY[obstacle](draft)
    worker_at(moment, monkeypatch)
    story = Story.objects.get()
    assert not story.is_published
    assert story.missed == obstacle
    assert story.scheduled_for == moment  # it says when that was
    assert not Story.due(moment + timedelta(days=9)).exists()


@pytest.mark.parametrize("change", [suspend, dismiss, unpublish])
def test_a_chapter_is_published_by_whoever_chose_its_time_or_not_at_all(
    story, alice, change, monkeypatch
):
    chapter = story.add_chapter(html="<p>Two.</p>")
    moment = ahead(days=1)
    chapter.schedule(moment, by=alice)
    change(story)
    worker_at(moment, monkeypatch)
    chapter.refresh_from_db()
    assert not chapter.is_published
    assert chapter.missed == ("story" if change is unpublish else "author")


def test_the_account_that_chose_it_may_be_gone(story, alice, dana, monkeypatch):
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    chapter = story.add_chapter(html="<p>Two.</p>")
    moment = ahead(days=1)
    chapter.schedule(moment, by=dana)
    story.bylines.filter(pen_name__user=dana).delete()
    dana.pen_names.all().delete()
    dana.delete()
    worker_at(moment, monkeypatch)
    chapter.refresh_from_db()
    assert chapter.missed == "author"


def test_its_author_is_told_where_she_looks_and_chooses_anew(desk, draft, alice, monkeypatch):
    moment = ahead(days=1)
    draft.schedule(moment, by=alice)
    draft.fandoms.clear()
    worker_at(moment, monkeypatch)
    page = desk.get(draft.get_absolute_url()).text
    assert "Could not be published on" in page and "name the fandom." in page
    draft.fandoms.set(["The Ninth Harbour"])
    again = ahead(days=2)
    choose(desk, draft, again)
    worker_at(again, monkeypatch)
    assert Story.objects.get().is_published


def test_it_may_be_left_or_published_by_hand(desk, draft, alice):
    Story.objects.update(scheduled_for=timezone.now() - HOUR, missed="hidden")
    desk.post(f"{draft.get_absolute_url()}/schedule/delete")
    assert (Story.objects.get().scheduled_for, Story.objects.get().missed) == (None, "")
    Story.objects.update(scheduled_for=timezone.now() - HOUR, missed="hidden")
    Story.objects.get().publish(by=alice)
    assert (Story.objects.get().scheduled_for, Story.objects.get().missed) == (None, "")


def test_every_obstacle_has_its_words():
    assert all(str(words) for words in OBSTACLES.values())


def test_a_chapter_that_missed_its_time_comes_with_its_story(draft, alice):
    Chapter.objects.update(scheduled_for=timezone.now() - HOUR, missed="story")
    draft.publish(by=alice)
    chapter = Chapter.objects.get()
    assert chapter.is_published and not chapter.missed


# Who may


def test_only_its_authors_choose_a_time(client, bob, draft):
    client.force_login(bob)
    assert choose(client, draft, ahead(days=1)).status_code == 404


def test_what_is_out_has_no_time_to_choose(desk, story):
    assert choose(desk, story, ahead(days=1)).status_code == 404
    assert choose(desk, story.chapters.get(), ahead(days=1)).status_code == 404


def test_a_story_published_meanwhile_is_not_scheduled(alice):
    story = publish_story(alice)
    assert story.schedule(ahead(days=1), by=alice) is False
    assert Story.objects.get().scheduled_for is None


def test_no_time_of_an_hour_that_is_left_out():
    day = datetime(2027, 3, 28).date()
    with pytest.raises(moments.NoSuchTimeError):
        moments.moment(day, time(2, 30), BERLIN)


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_does_it(alice):
    draft = write_story(alice)
    draft.schedule(timezone.now() - HOUR, by=alice)
    tasks.publish_due.defer(timestamp=0)
    work_off()
    assert Story.objects.get().announced == 1  # published, and told of at once
