"""What is said of many stories of a batch at once."""

import pytest

from accounts.models import PenName
from intake.batches.table import Table
from stories.models import Series, Story
from tests.intake.batches import NONE, line_of, press, states

pytestmark = pytest.mark.django_db


def test_what_is_set_for_all_stands_in_every_line_and_on_the_check_page(client, two):
    press(
        client, two, "set_all", fandoms="Harbour Lights, Gulls", rating="general", warnings=[NONE]
    )
    for line in Table(two, two.owner).lines:
        assert (line.fandoms, line.rating, line.warnings, line.state) == (
            ["Harbour Lights", "Gulls"], "general", [NONE], "ready",
        )  # fmt: skip
    page = client.get(two.sources.first().get_absolute_url()).text
    assert 'value="Harbour Lights, Gulls"' in page


def test_only_the_ticked_lines_are_set(client, two):
    rain = two.sources.get(file_name="rain.txt")
    press(client, two, "set", ticked=[rain], warnings=[NONE])
    assert states(two) == {"Rain": "ready", "Snow": "lacking"}


def test_what_stays_empty_keeps_what_each_line_says(client, two):
    press(client, two, "set_all", warnings=[NONE])
    assert line_of(two, "Rain").fandoms == ["The Ninth Harbour"]


def test_what_was_corrected_on_the_check_page_shows_in_the_table(client, two):
    rain = two.sources.get(file_name="rain.txt")
    client.post(rain.get_absolute_url(), {"title": "Heavy Rain", "fandoms": "", "look": ""})
    line = line_of(two, "Heavy Rain")
    assert (line.fandoms, line.lacks) == ([], ["Fandom", "Warnings"])


def test_what_was_corrected_alone_is_not_lost_by_setting_the_same_for_all(client, two):
    rain = two.sources.get(file_name="rain.txt")
    client.post(rain.get_absolute_url(), {"chapter-0-html": "It poured.", "look": ""})
    press(client, two, "set_all", warnings=[NONE])
    rain.refresh_from_db()
    assert rain.corrections["chapter-0-html"] == "It poured."


def test_a_wrong_word_is_said_in_words_and_kept(client, two):
    answer = client.post(
        two.get_absolute_url(), {"fandoms": "Harbour Lights", "rating": "filthy", "set_all": ""}
    )
    assert "needs your attention" in answer.text and 'value="Harbour Lights"' in answer.text
    assert all(not source.corrections for source in two.sources.all())


def test_what_was_chosen_and_not_set_is_not_lost_by_another_button(client, two):
    rain = two.sources.get(file_name="rain.txt")
    fields = {"fandoms": "Gulls", "line": [rain.token], "publish_all": ""}
    answer = client.post(two.get_absolute_url(), fields)
    assert "set for no story yet" in answer.text
    assert 'value="Gulls"' in answer.text
    assert f'value="{rain.token}" checked' in answer.text


def test_nothing_ticked_nothing_done(client, two):
    for button in ("set", "publish", "draft", "join"):
        answer = press(client, two, button)
        assert answer.status_code in (200, 302)
    assert not Story.objects.exists()


def test_pen_name_series_and_readers_are_the_same_for_all(client, two, alice):
    other = PenName.objects.create(user=alice, name="Second Quill")
    press(
        client, two, "set_all", warnings=[NONE], pen_name=str(other.pk), visibility="members",
        review_policy="nobody", language="es", **{"series-0": "Weather"},
    )  # fmt: skip
    press(client, two, "publish_all")
    for story in Story.objects.all():
        assert [line.pen_name for line in story.bylines.all()] == [other]
        found = (story.visibility, story.review_policy, story.language)
        assert found == ("members", "nobody", "es")
    series = Series.objects.get()
    assert [entry.story.title for entry in series.entries.all()] == ["Rain", "Snow"]
