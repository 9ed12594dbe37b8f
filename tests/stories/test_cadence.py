"""A queue of chapters that appear one by one: on which days, at which time, and what if not."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from stories import tasks
from stories.models import Cadence, Chapter, Story
from stories.schedules import moments
from tests.cast import write_story

FRIDAY, SUNDAY = 4, 6
SIX = time(18)
LONDON, BERLIN = "Europe/London", "Europe/Berlin"

# Clocks that jump in many ways: by half an hour, at midnight, by a whole day, never.
ZONES = st.sampled_from(
    [
        "UTC", BERLIN, LONDON, "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
        "Pacific/Apia", "Pacific/Kiritimati", "Africa/Cairo", "Asia/Beirut", "Asia/Kolkata",
        "America/St_Johns", "Antarctica/Troll",
    ]
).map(ZoneInfo)  # fmt: skip
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))


# The arithmetic


@given(WEEKDAYS, TIMES, ZONES, MOMENTS)
def test_each_day_of_the_week_that_was_chosen_has_one_time_and_no_other_day_has(
    weekdays, at, zone, after
):
    found = list(islice(moments.slots(weekdays, at, zone, after=after), 30))
    assert found[0] > after
    assert all(one < other for one, other in pairwise(found))
    days = [slot.astimezone(zone).date() for slot in found]
    for slot, day in zip(found, days, strict=True):
        shown = slot.astimezone(zone)
        if shown.replace(tzinfo=None).time() != at:  # an hour that was left out, up to a whole day
            with pytest.raises(moments.NoSuchTimeError):
                moments.moment(named(shown, at, zone), at, zone)
        else:
            assert day.weekday() in weekdays
            assert moments.moment(day, at, zone) == slot
    exact = {day for day in every_day(days[0], days[-1]) if is_time(day, at, zone)}
    assert {day for day in exact if day.weekday() in weekdays} <= set(days)


def named(shown: datetime, at: time, zone: ZoneInfo) -> date:
    """The day whose time was left out, from where the hands stand instead."""
    for back in range(2):
        day = shown.date() - timedelta(days=back)
        if not is_time(day, at, zone):
            return day
    raise AssertionError(shown)


def is_time(day: date, at: time, zone: ZoneInfo) -> bool:
    try:
        moments.moment(day, at, zone)
    except moments.NoSuchTimeError:
        return False
    return True


def every_day(first: date, last: date):
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@given(WEEKDAYS, TIMES, ZONES, MOMENTS, st.integers(1, 20))
def test_it_does_not_matter_from_when_one_counts(weekdays, at, zone, after, number):
    found = list(islice(moments.slots(weekdays, at, zone, after=after), number + 3))
    later = moments.slots(weekdays, at, zone, after=found[number - 1])
    assert list(islice(later, 3)) == found[number:]
    assert next(moments.slots(weekdays, at, zone, after=after), None) == found[0]


@given(st.dates(date(2000, 1, 1), date(2037, 1, 1)), TIMES, ZONES)
def test_a_time_that_was_chosen_is_what_the_clocks_show_then(day, at, zone):
    if is_time(day, at, zone):
        moment = moments.moment(day, at, zone)
        assert moment.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, at)
        earlier = moment - timedelta(hours=1)
        if moments.comes_twice(moment, zone):  # and it is the first of the two
            assert earlier.astimezone(zone).replace(tzinfo=None) < datetime.combine(day, at)


def test_without_a_day_there_is_no_time():
    assert next(moments.slots([], SIX, ZoneInfo(BERLIN), after=timezone.now()), None) is None


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        (BERLIN, "2027-03-26T20:00", ["2027-04-02T16:00"]),  # 18:00 stays 18:00 in summer
        (BERLIN, "2027-03-19T17:00", ["2027-03-26T17:00", "2027-04-02T16:00"]),
        (LONDON, "2027-10-29T16:59", ["2027-10-29T17:00", "2027-11-05T18:00"]),
    ],
)
def test_six_stays_six_when_the_clocks_change(zone, after, expected):
    after = datetime.fromisoformat(after).replace(tzinfo=UTC)
    found = islice(moments.slots([FRIDAY], SIX, ZoneInfo(zone), after=after), len(expected))
    assert [f"{slot:%Y-%m-%dT%H:%M}" for slot in found] == expected


def test_a_weekly_time_in_the_hour_that_is_left_out_comes_when_the_clocks_have_passed_it():
    after = datetime(2027, 3, 27, tzinfo=UTC)
    slot = next(moments.slots([SUNDAY], time(2, 30), ZoneInfo(BERLIN), after=after), None)
    assert f"{slot.astimezone(ZoneInfo(BERLIN)):%d %H:%M}" == "28 03:30"


# The queue


NOW = datetime(2027, 3, 18, 12, tzinfo=UTC)  # a Thursday
FRIDAYS = [datetime(2027, 3, 19, 17, tzinfo=UTC), datetime(2027, 3, 26, 17, tzinfo=UTC)]
LATER = datetime(2027, 4, 24, 9, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the site: clock(moment)."""

    def sets(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    sets(NOW)
    return sets


@pytest.fixture
def queue(alice, clock):
    """A published story of one chapter, and three that wait in its queue on Fridays at six."""
    story = write_story(alice, texts=["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>", "<p>4.</p>"])
    for chapter in list(story.chapters.in_place())[1:]:
        chapter.enqueue(by=alice)
    story.publish(by=alice)
    return Cadence.keep(story, weekdays=[FRIDAY], at=SIX, time_zone=BERLIN)


def worker_at(moment, clock):
    clock(moment)
    tasks.publish_due(timestamp=0)


def out() -> list[bool]:
    return [chapter.is_published for chapter in Chapter.objects.in_place()]


def test_one_chapter_appears_each_friday_in_the_order_of_the_story(queue, clock):
    assert queue.times(3)[:2] == FRIDAYS
    worker_at(FRIDAYS[0] - timedelta(minutes=1), clock)
    assert out() == [True, False, False, False]
    worker_at(FRIDAYS[0], clock)
    assert out() == [True, True, False, False]
    worker_at(FRIDAYS[0], clock)  # the same round twice
    assert out() == [True, True, False, False]
    worker_at(FRIDAYS[1], clock)
    assert out() == [True, True, True, False]


def test_the_order_is_the_storys_when_the_time_comes(queue, clock):
    story = queue.story
    one, two, three, four = story.chapters.in_place()
    story.reorder_chapters([one.pk, four.pk, three.pk, two.pk])
    worker_at(FRIDAYS[0], clock)
    assert Chapter.objects.get(pk=four.pk).is_published


def test_after_an_interruption_one_chapter_appears_and_the_next_at_the_next_time(queue, clock):
    worker_at(LATER, clock)
    assert out() == [True, True, False, False]
    queue.refresh_from_db()
    assert queue.next_at == datetime(2027, 4, 30, 16, tzinfo=UTC)


def test_it_rests_and_goes_on_with_one_click_and_makes_nothing_up_for(client, alice, queue, clock):
    client.force_login(alice)
    address = f"{queue.story.get_absolute_url()}/queue"
    client.post(f"{address}/pause")
    assert "The queue rests." in client.get(address).text
    worker_at(FRIDAYS[0], clock)
    assert out() == [True, False, False, False]
    clock(LATER)
    client.force_login(alice)  # a session does not last that long
    client.post(f"{address}/pause/delete")
    worker_at(LATER, clock)
    assert out() == [True, False, False, False]
    queue.refresh_from_db()
    assert queue.next_at == datetime(2027, 4, 30, 16, tzinfo=UTC)


def test_new_times_do_not_wake_a_queue_that_rests(queue):
    queue.pause()
    Cadence.keep(queue.story, weekdays=[1], at=SIX, time_zone=BERLIN)
    assert Cadence.objects.get().next_at is None


def test_an_empty_queue_waits_quietly_for_the_next_chapter(queue, alice, clock, client):
    for chapter in queue.queue():
        chapter.leave_queue()
    worker_at(FRIDAYS[0], clock)
    client.force_login(alice)
    page = client.get(f"{queue.story.get_absolute_url()}/queue").text
    assert "The queue is empty. Nothing appears by itself." in page
    Chapter.objects.filter(published_at=None).first().enqueue(by=alice)
    worker_at(FRIDAYS[1], clock)
    assert out() == [True, True, False, False]


HOLD_UP = {
    "the story itself is not published": lambda story: story.unpublish(),
    "could not publish here": lambda story: User.objects.get(username="alice").suspend("Spam"),
    "a moderator has hidden the story": lambda story: story.hide("Spam"),
}


@pytest.mark.parametrize("words", HOLD_UP)
def test_a_time_at_which_nothing_may_appear_passes(queue, clock, words):
    HOLD_UP[words](queue.story)
    worker_at(FRIDAYS[0], clock)
    assert out() == [True, False, False, False]
    queue.refresh_from_db()
    assert queue.next_at == FRIDAYS[1]
    assert Chapter.objects.filter(queued_at__isnull=False).count() == 3


def test_a_fault_of_ours_makes_a_time_pass_and_nothing_is_lost(queue, clock, monkeypatch):
    def fails(self, **how):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(Chapter, "publish", fails)
        worker_at(FRIDAYS[0], clock)
    worker_at(FRIDAYS[0] + timedelta(minutes=1), clock)
    assert out() == [True, False, False, False]
    worker_at(FRIDAYS[1], clock)
    assert out() == [True, True, False, False]


# The page


@pytest.fixture
def desk(client, alice, clock):
    client.force_login(alice)
    return client


def test_the_page_says_which_chapter_appears_when(desk, queue):
    page = desk.get(f"{queue.story.get_absolute_url()}/queue").text
    assert "The next chapter appears on" in page
    for day in ("Friday, 19 March 2027", "Friday, 26 March 2027", "Friday, 2 April 2027"):
        assert f"{day}, 18:00 (Berlin)" in page


def test_chapters_are_put_in_and_taken_out(desk, queue):
    address = queue.story.get_absolute_url()
    first = queue.queue().first()
    desk.post(f"{first.get_absolute_url()}/queue/delete")
    assert queue.queue().count() == 2
    desk.post(f"{first.get_absolute_url()}/queue")
    desk.post(f"{first.get_absolute_url()}/queue")  # sent twice
    assert queue.queue().count() == 3
    Chapter.objects.update(queued_at=None)
    desk.post(f"{address}/queue/all")
    assert queue.queue().count() == 3


def test_an_empty_queue_says_how_to_begin(desk, queue):
    address = queue.story.get_absolute_url()
    Chapter.objects.update(queued_at=None)
    page = desk.get(f"{address}/queue").text
    assert '<a href="#others">Put an unpublished chapter into it</a>' in page
    assert '<h2 id="others">' in page
    Chapter.objects.filter(published_at=None).update(published_at=NOW)
    page = desk.get(f"{address}/queue").text
    assert f'<a href="{address}/chapters/new">Add a chapter</a>' in page


def test_a_chapter_has_one_way_to_appear(alice, queue):
    first = queue.queue().first()
    first.schedule(LATER, by=alice)
    assert first not in queue.queue()
    first.enqueue(by=alice)
    first.refresh_from_db()
    assert first.scheduled_for is None
    first.publish(by=alice)
    assert first not in queue.queue()


def test_times_are_chosen_and_remembered(desk, story):
    address = f"{story.get_absolute_url()}/queue"
    chosen = {"weekdays": ["1", "4"], "at": "07:30", "zone": "America/New_York"}
    assert desk.post(address, chosen).status_code == 302
    cadence = Cadence.objects.get()
    assert (cadence.weekdays, cadence.at) == ([1, 4], time(7, 30))
    assert cadence.next_at > timezone.now()
    assert User.objects.get(username="alice").time_zone == "America/New_York"


def test_without_a_day_it_asks_for_one_and_keeps_what_was_typed(desk, story):
    address = f"{story.get_absolute_url()}/queue"
    answer = desk.post(address, {"at": "07:30", "zone": "America/New_York"})
    assert "Tick at least one day of the week." in answer.text
    assert 'value="07:30"' in answer.text
    assert not Cadence.objects.exists()


def test_forty_chapters_cost_no_more_questions_than_three(
    desk, queue, alice, django_assert_max_num_queries
):
    story = queue.story
    for number in range(40):
        story.add_chapter(title=f"Part {number}", html="<p>x</p>").enqueue(by=alice)
    with django_assert_max_num_queries(16):
        page = desk.get(f"{story.get_absolute_url()}/queue")
    assert page.text.count("18:00 (Berlin)") == 44


def test_a_queue_goes_with_its_story(queue):
    Story.objects.get().delete_for_good()
    assert not Cadence.objects.exists()
