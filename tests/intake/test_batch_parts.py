"""Files of a batch that are parts of one story become one line, by themselves or by a word."""

import pytest

from intake.batches.table import Table
from intake.tasks import read_source
from stories.models import Story
from tests.intake.batches import TWO, bring, line_of, press, story_of

pytestmark = pytest.mark.django_db


PARTS = {
    f"rain {n}.txt": story_of(f"Rain ({n}/3)", body=f"The rain of day {n} fell and fell.")
    for n in (3, 1, 2)
}


def test_files_headed_one_of_three_are_one_story(client, author):
    batch = bring(client, {**PARTS, "snow.txt": story_of("Snow")})
    lines = Table(batch, author).lines
    assert [len(line.files) for line in lines] == [3, 1]
    assert [one.file_name for one in lines[0].files] == ["rain 1.txt", "rain 2.txt", "rain 3.txt"]
    assert "3 parts" in client.get(batch.get_absolute_url()).text


def test_a_story_in_parts_is_kept_whole_with_all_its_originals(client, author):
    batch = bring(client, PARTS)
    (line,) = Table(batch, author).lines
    press(client, batch, "draft", ticked=[line.source])
    story = Story.objects.get()
    html = " ".join(chapter.current_fields()["html"] for chapter in story.chapters.in_place())
    assert [html.index(f"day {n}") for n in (1, 2, 3)] == sorted(
        html.index(f"day {n}") for n in (1, 2, 3)
    )
    assert story.sources.count() == 3


def test_a_part_can_be_taken_out_again_the_first_too(client, author):
    batch = bring(client, PARTS)
    first = batch.sources.get(file_name="rain 1.txt")
    press(client, batch, "set_all", fandoms="Harbour Lights")
    press(client, batch, "nothing", alone=first.token)
    lines = {line.source.file_name: line for line in Table(batch, author).lines}
    assert {name: len(line.files) for name, line in lines.items()} == {
        "rain 1.txt": 1,
        "rain 2.txt": 2,
    }
    assert lines["rain 2.txt"].fandoms == ["Harbour Lights"]  # what was said of the whole
    assert lines["rain 1.txt"].outline["words"] < lines["rain 2.txt"].outline["words"]


def test_a_line_of_one_file_is_a_story_of_its_own_already(client, two):
    press(client, two, "nothing", alone=two.sources.first().token)
    assert len(Table(two, two.owner).lines) == 2


def test_the_line_of_a_story_in_parts_counts_the_words_of_all(client, author):
    alone = line_of(bring(client, {"day.txt": PARTS["rain 1.txt"], **TWO}), "day.txt")
    (line,) = Table(bring(client, PARTS), author).lines
    assert line.outline["words"] == 3 * alone.outline["words"]


def test_ticked_lines_are_joined_in_natural_order(client, author):
    files = {f"leaf {n}.txt": story_of(name) for n, name in ((10, "Ash"), (9, "Elm"), (1, "Oak"))}
    batch = bring(client, files)
    press(client, batch, "join", ticked=batch.sources.all())
    (line,) = Table(batch, author).lines
    assert [one.file_name for one in line.files] == ["leaf 1.txt", "leaf 9.txt", "leaf 10.txt"]
    page = client.get(line.source.get_absolute_url()).text
    assert page.index("It rained on Oak") < page.index("It rained on Elm")


def test_joining_takes_two(client, two):
    answer = press(client, two, "join", ticked=[two.sources.first()])
    assert "two at least" in client.get(answer.url).text
    assert len(Table(two, two.owner).lines) == 2


def test_reading_a_file_again_joins_nothing_that_was_taken_out(client, author):
    batch = bring(client, PARTS)
    first = batch.sources.get(file_name="rain 1.txt")
    press(client, batch, "nothing", alone=first.token)
    first.readings.all().delete()
    read_source(first.pk)
    assert len(Table(batch, author).lines) == 2
