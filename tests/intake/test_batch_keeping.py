"""Lines of a batch become drafts or published stories: the worker’s work, told in the table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import SiteSettings
from intake.batches.keeping import DRAFT, PUBLISH
from intake.batches.table import Table
from intake.batches.tasks import keep_line
from stories.models import Story
from tests.intake.batches import (
    NONE,
    TWO,
    bring,
    file_of,
    line_of,
    press,
    states,
    story_of,
    work,
)
from tests.stories.events import told

pytestmark = pytest.mark.django_db


def test_one_press_publishes_all_that_is_complete(client, two):
    rain = two.sources.get(file_name="rain.txt")
    press(client, two, "set", ticked=[rain], warnings=[NONE])
    answer = press(client, two, "publish_all")
    assert Story.objects.get().is_published
    assert Story.objects.get().title == "Rain"
    page = client.get(answer.url).text
    assert "1 story still needs something" in page
    assert "Still needed:" in page
    assert states(two) == {"Rain": "out", "Snow": "lacking"}


def test_ticked_lines_are_kept_as_drafts_whatever_they_lack(client, two):
    press(client, two, "draft", ticked=two.sources.all())
    assert Story.objects.filter(published_at=None).count() == 2
    assert states(two) == {"Rain": "draft", "Snow": "draft"}


def test_a_draft_of_the_table_is_published_from_the_table(client, two):
    press(client, two, "set_all", warnings=[NONE])
    press(client, two, "draft", ticked=two.sources.all())
    press(client, two, "publish", ticked=[two.sources.get(file_name="rain.txt")])
    assert states(two) == {"Rain": "out", "Snow": "draft"}


def test_the_table_publishes_silently_and_with_old_dates(client, author):
    files = {"rain.txt": story_of("Rain", Date="2001-03-14"), "snow.txt": story_of("Snow")}
    batch = bring(client, files)
    press(client, batch, "set_all", warnings=[NONE])
    press(client, batch, "publish_all")
    rain, snow = Story.objects.get(title="Rain"), Story.objects.get(title="Snow")
    assert f"{rain.published_at:%Y-%m-%d}" == "2001-03-14"
    assert snow.revised_at < timezone.now() - timedelta(days=360)
    assert not rain.may_undo_publishing and not told()


def test_old_dates_are_kept_only_as_long_as_their_author_wants(client, author):
    files = {"rain.txt": story_of("Rain", Date="2001-03-14"), "snow.txt": story_of("Snow")}
    batch = bring(client, files)
    press(client, batch, "set_all", warnings=[NONE], dates="today")
    press(client, batch, "publish_all")
    assert Story.objects.get(title="Rain").published_at > timezone.now() - timedelta(minutes=1)
    assert not told()


def test_people_are_told_only_if_their_author_says_so(client, two):
    press(client, two, "set_all", warnings=[NONE])
    press(client, two, "publish_all", tell="on")
    assert told() == ["story.published"] * 2
    assert all(story.may_undo_publishing for story in Story.objects.all())


def test_progress_is_shown_and_a_second_press_does_no_harm(client, two):
    press(client, two, "set_all", warnings=[NONE])
    for _press in range(2):
        client.post(two.get_absolute_url(), {"publish_all": ""})
    page = client.get(two.get_absolute_url()).text
    assert "0 of 2 stories are kept." in page
    work()
    assert "All of it is kept." in client.get(two.get_absolute_url()).text
    assert Story.objects.count() == 2


def test_a_line_that_is_kept_twice_is_kept_once(two):
    source = two.sources.first()
    keep_line(source.pk, DRAFT)
    keep_line(source.pk, DRAFT)
    assert Story.objects.count() == 1


def test_a_line_that_cannot_be_published_says_why(two, client):
    source = two.sources.get(file_name="rain.txt")
    keep_line(source.pk, PUBLISH)  # as if its form had changed meanwhile
    assert not Story.objects.exists()
    assert "Warnings:" in line_of(two, "Rain").trouble
    press(client, two, "set_all", warnings=[NONE])
    assert line_of(two, "Rain").trouble == ""


def test_a_fault_of_ours_stands_in_the_line_and_takes_no_other_along(client, two, monkeypatch):
    press(client, two, "set_all", warnings=[NONE])
    monkeypatch.setattr("intake.batches.keeping.kept", lambda proof: 1 / 0)
    press(client, two, "publish_all")
    monkeypatch.undo()
    assert "Nothing is lost: try it again." in client.get(two.get_absolute_url()).text
    press(client, two, "publish_all")
    assert states(two) == {"Rain": "out", "Snow": "out"}


def test_a_story_that_one_has_already_is_not_kept_again(client, author):
    bring_alone = client.post("/write", {"file": [file_of(TWO["rain.txt"])]})
    client.post(bring_alone.url, {"draft": ""})
    batch = bring(client, TWO)
    assert states(batch) == {"Rain": "known", "Snow": "lacking"}
    assert "You have this story already" in client.get(batch.get_absolute_url()).text
    press(client, batch, "set_all", warnings=[NONE])
    press(client, batch, "publish_all")
    press(client, batch, "draft", ticked=batch.sources.all())
    assert Story.objects.count() == 2


def test_the_same_file_twice_in_a_batch_is_one_story(client, author):
    batch = bring(client, {"rain.txt": story_of(), "copy of rain.txt": story_of()})
    press(client, batch, "set_all", warnings=[NONE])
    press(client, batch, "publish_all")
    assert Story.objects.count() == 1
    assert sorted(line.state for line in Table(batch, author).lines) == ["known", "out"]


def test_without_a_title_the_story_is_called_as_the_table_calls_it(client, author):
    batch = bring(client, {"the_long_rain.txt": story_of(""), "snow.txt": story_of("Snow")})
    press(client, batch, "set_all", warnings=[NONE])
    (line,) = (one for one in Table(batch, author).lines if one.name != "Snow")
    press(client, batch, "publish_all")
    assert Story.objects.exclude(title="Snow").get().title == line.name


def test_who_waits_to_be_let_in_keeps_drafts(client, author):
    author.waiting_since = timezone.now()
    author.save()
    batch = bring(client, TWO)
    page = client.get(batch.get_absolute_url()).text
    assert 'name="publish_all"' not in page and 'name="draft"' in page
    press(client, batch, "set_all", warnings=[NONE])
    press(client, batch, "publish_all")  # as nobody's button says
    assert not Story.objects.exclude(published_at=None).exists()


def test_without_adult_stories_a_rating_for_adults_is_still_needed(client, author):
    SiteSettings.objects.update_or_create(pk=1, defaults={"adult_stories": False})
    batch = bring(client, {"a.txt": story_of("A", rating="NC-17"), "b.txt": story_of("B")})
    press(client, batch, "set_all", warnings=[NONE])
    assert line_of(batch, "A").lacks == ["Rating"]
    assert line_of(batch, "B").state == "ready"


def test_the_check_page_leads_back_to_the_table(client, two):
    rain = two.sources.get(file_name="rain.txt")
    assert two.get_absolute_url() in client.get(rain.get_absolute_url()).text
    answer = client.post(rain.get_absolute_url(), {"warnings": [NONE], "publish": ""})
    assert answer.url == two.get_absolute_url()
    assert not told()
    answer = client.post(two.sources.get(file_name="snow.txt").get_absolute_url(), {"draft": ""})
    assert answer.url == two.get_absolute_url()
