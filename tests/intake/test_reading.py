"""What is not read at once is read by the worker: its bringer waits without waiting, and whatever
cannot be read can be fetched back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from intake import queue
from intake.models import Reading, Source
from intake.reader import VERSION
from intake.reader.kinds import AT_ONCE
from intake.tasks import forget_sources, read_source
from stories.models import Byline
from tests.intake.conftest import NASTY, SAID, read_all
from tests.working import work_off

pytestmark = pytest.mark.django_db
LONG = NASTY + "\n\n" + "It rained on the harbour all night long, and nobody slept.\n\n" * 4_000
PDF = b"%PDF-1.4 something"


@pytest.fixture
def long(client, alice, bring):
    """What alice, signed in, has pasted: more than the web process reads."""
    client.force_login(alice)
    return bring(LONG)


def page(client, source, **more):
    return client.get(source.get_absolute_url(), **more)


def test_a_small_text_is_read_at_once(client, source):
    assert "Look it through" in page(client, source).text
    assert queue.before(source) is None


def test_a_long_text_waits_for_the_worker_and_the_page_says_so(client, long):
    assert long.size > AT_ONCE
    answer = page(client, long)
    assert "We are reading it" in answer.text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in answer.text
    assert 'role="status"' in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    read_all()
    answer = page(client, long)
    assert "Nothing was left out." in answer.text
    assert "Some Rain in the Harbour" in answer.text


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_reads_it(client, long):
    work_off()
    assert "Nothing was left out." in page(client, long).text
    assert Reading.objects.get().version == VERSION


def test_the_web_process_reads_nothing_of_it(client, long, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("the web process must not read this")

    monkeypatch.setattr("intake.models.source.read", never)
    assert page(client, long).status_code == 200
    read_all()
    assert page(client, long).status_code == 200
    assert client.post(long.get_absolute_url(), {**SAID, "publish": ""}).status_code == 302


def test_a_long_text_is_published_like_a_short_one(client, long):
    read_all()
    assert client.post(long.get_absolute_url(), {**SAID, "publish": ""}).status_code == 302
    source = Source.objects.get()
    assert source.story.is_published
    assert source.outline["words"] > 40_000
    assert not source.readings.exists()


def test_who_waits_is_told_how_many_are_before(client, alice, bring):
    client.force_login(alice)
    first, second, third = bring(LONG + "a"), bring(LONG + "b"), bring(LONG + "c")
    assert [queue.before(source) for source in (first, second, third)] == [0, 1, 2]
    assert "2 texts are read before yours." in page(client, third).text


def test_the_page_that_asks_again_hears_only_news(client, alice, bring, long):
    source = bring(LONG + "later")
    address, htmx = source.get_absolute_url(), {"HX-Request": "true"}
    assert client.get(f"{address}?before=1", headers=htmx).status_code == 204
    news = client.get(f"{address}?before=7", headers=htmx)
    assert "1 text is read before yours." in news.text
    assert "<html" not in news.text
    read_all()
    assert client.get(f"{address}?before=1", headers=htmx).headers["HX-Refresh"] == "true"


def test_waiting_costs_a_guest_no_looks(client, bring, monkeypatch):
    monkeypatch.setattr("intake.views.check.GUESTS_LOOKS", 1)
    source = bring(LONG)
    assert [page(client, source).status_code for _look in range(4)] == [200] * 4
    read_all()
    assert "Nothing was left out." in page(client, source).text


def test_what_nobody_is_going_to_read_is_asked_for_again(client, long):
    queue.ProcrastinateJob.objects.all()._raw_delete("default")
    assert queue.before(long) is None
    page(client, long)
    assert queue.before(long) == 0
    page(client, long)
    assert queue.ProcrastinateJob.objects.filter(task_name=queue.READ).count() == 1


def test_reading_twice_is_reading_once(long):
    for _time in range(2):
        read_source(source_id=long.pk)
    assert Reading.objects.count() == 1


def test_a_source_that_is_gone_meanwhile_is_no_trouble(long):
    pk = long.pk
    long.forget()
    read_source(source_id=pk)


def test_thoughts_as_they_are_mean_a_second_reading(client, long):
    read_all()
    client.post(long.get_absolute_url(), {"look": "", "thoughts": "plain", "title": "Mine"})
    assert "We are reading it" in page(client, long).text
    read_all()
    text = page(client, long).text
    assert 'value="Mine"' in text
    assert 'class="thought"' not in text
    assert Reading.objects.count() == 2


def test_what_was_typed_while_it_is_read_anew_is_kept(client, long):
    read_all()
    client.post(long.get_absolute_url(), {"look": "", "thoughts": "plain"})
    typed = {"look": "", "thoughts": "plain", "title": "Typed meanwhile"}
    client.post(long.get_absolute_url(), typed)
    assert Source.objects.get().corrections["title"] == "Typed meanwhile"


def test_what_was_typed_before_anything_was_read_comes_back(client, long):
    answer = client.post(long.get_absolute_url(), {"summary": "A whole evening & its work."})
    assert "A whole evening &amp; its work." in answer.text
    assert "http-equiv" not in answer.text


def test_the_reader_speaks_the_language_of_whoever_brought_it(client, alice, bring):
    client.force_login(alice)
    alice.language = "es"
    alice.save()
    source = bring("short\nlines\n" * 40_000)
    job = queue.ProcrastinateJob.objects.get(task_name=queue.READ, args__source_id=source.pk)
    assert job.args["language"] == "es"


def test_others_see_neither_the_waiting_nor_the_file(client, bob, long):
    client.force_login(bob)
    assert page(client, long).status_code == 404
    assert client.get(long.get_absolute_url() + "/original").status_code == 404
    assert Client().get(long.get_absolute_url() + "/original").status_code == 404


@pytest.mark.parametrize("parts", [1, 6])
def test_waiting_costs_the_same_however_many_wait(
    client, alice, bring, parts, django_assert_max_num_queries
):
    client.force_login(alice)
    sources = [bring(LONG + str(number)) for number in range(parts)]
    with django_assert_max_num_queries(9):
        page(client, sources[-1])


# What cannot be read


@pytest.fixture
def refused(alice):
    return Source.take(PDF, file_name="story.pdf", owner=alice)


def test_a_refusal_is_kept_and_said_again(client, alice, refused):
    assert refused.refusal
    client.force_login(alice)
    text = page(client, refused).text
    assert refused.refusal in text
    assert "For seven days you can fetch it back." in text


def test_what_only_the_worker_can_refuse_is_refused_by_it(client, alice):
    source = Source.take(b"\x01\x02\x03\x04 " * 60_000, file_name="noise.txt", owner=alice)
    read_all()
    source.refresh_from_db()
    assert source.refusal
    client.force_login(alice)
    assert source.refusal in page(client, source).text


def test_the_author_fetches_the_very_bytes_back(client, alice, refused):
    client.force_login(alice)
    answer = client.get(refused.get_absolute_url() + "/original")
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="story.pdf"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_guest_fetches_her_own_file_back(client, bring):
    source = bring("<html><script>alert(1)</script>It rained.")
    answer = client.get(source.get_absolute_url() + "/original")
    assert b"".join(answer.streaming_content) == source.data()
    assert 'filename="story.txt"' in answer.headers["Content-Disposition"]


def test_what_was_refused_goes_after_seven_days(alice, refused):
    fine = Source.take(b"It rained.", owner=alice)
    Source.objects.update(created_at=timezone.now() - timedelta(days=6, hours=23))
    forget_sources(0)
    assert Source.objects.count() == 2
    Source.objects.update(created_at=timezone.now() - timedelta(days=7, seconds=1))
    forget_sources(0)
    assert list(Source.objects.all()) == [fine]


def test_a_reader_that_stumbles_over_a_long_text_says_so(client, long, monkeypatch):
    def stumble(*args, **kwargs):
        raise RecursionError

    monkeypatch.setattr("intake.models.source.read_in_jail", stumble)
    read_all()
    assert "Our reader stumbled" in page(client, long).text
    assert Source.objects.get().data() == long.data()


# The original of a story


@pytest.fixture
def kept(client, source):
    client.post(source.get_absolute_url(), {**SAID, "publish": ""})
    source.refresh_from_db()
    return source


def test_a_storys_authors_find_what_it_was_made_of(client, kept):
    story = kept.story
    assert f'href="/works/{story.pk}/source"' in client.get(story.get_absolute_url()).text
    text = client.get(f"/works/{story.pk}/source").text
    assert kept.sha256 in text
    assert f"{kept.get_absolute_url()}/original" in text
    assert "Words in your text: " in text
    answer = client.get(f"{kept.get_absolute_url()}/original")
    assert b"".join(answer.streaming_content) == NASTY.encode()


def test_a_co_author_finds_it_once_accepted(client, dana, kept):
    state = Byline.State
    line = Byline.objects.create(
        story=kept.story, pen_name=dana.pen_name, position=2, state=state.INVITED
    )
    client.force_login(dana)
    addresses = (f"/works/{kept.story_id}/source", f"{kept.get_absolute_url()}/original")
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    line.state = state.ACCEPTED
    line.save()
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_readers_and_moderators_do_not(client, bob, mod, kept):
    addresses = (f"/works/{kept.story_id}/source", f"{kept.get_absolute_url()}/original")
    for person in (bob, mod):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_of_a_story_in_the_bin_nothing_is_handed_out(client, kept):
    kept.story.move_to_bin()
    addresses = (f"/works/{kept.story_id}/source", f"{kept.get_absolute_url()}/original")
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_the_parts_of_a_story_stay_with_it(alice, kept):
    later = Source.take(b"Part 2", owner=alice)
    Source.objects.filter(pk=later.pk).update(story=kept.story, first_part=kept)
    assert [source.pk for source in kept.story.sources.order_by("pk")] == [kept.pk, later.pk]
