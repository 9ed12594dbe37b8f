"""manage.py intake for archivists: folders of documents, looked at or brought, and gone on with."""

import csv
import json
from io import StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from intake.models import Source
from stories.models import Story

STORY = "Title: {title}\nFandom: The Ninth Harbour\nRating: PG\nSummary: Two people.\n\n{text}\n"
RAIN = STORY.format(title="Rain", text="It rained, and nobody in the town was awake to see it.")
WIND = STORY.format(title="Wind", text="Then the wind came, and the lamps went out one by one.")


@pytest.fixture
def shelf(tmp_path):
    """Two stories in folders, the three parts of a third, a picture and a file of nothing."""
    folder = tmp_path / "shelf"
    (folder / "old").mkdir(parents=True)
    (folder / "rain.txt").write_text(RAIN, "utf-8")
    (folder / "old" / "wind.txt").write_text(WIND, "utf-8")
    (folder / "old" / "picture.gif").write_bytes(b"GIF89a")
    (folder / "old" / "empty.txt").touch()
    for number in (1, 2, 3):
        text = (
            f"Title: The Long Way ({number}/3)\nAuthor: Ann Other\n\nPart {number}/3\n\nIt went on."
        )
        (folder / "old" / f"way{number}.txt").write_text(text, "utf-8")
    return folder


def printed(*arguments, **options):
    out = StringIO()
    call_command("intake", *map(str, arguments), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_becomes_a_table_with_a_line_a_story(shelf):
    out = printed(shelf)
    assert "4 stories (3 read, 1 refused)" in out
    assert "0 words found no place." in out
    assert out.count("The Long Way") == 1, "its files are one story"
    assert "picture" not in out
    assert "This file is empty." in out


def test_json_prints_a_line_a_story(shelf):
    found = [json.loads(line) for line in printed(shelf, "--json").strip().split("\n")]
    assert {row["title"] for row in found} == {"Rain", "Wind", "The Long Way", ""}


def test_a_zip_is_looked_into(shelf, tmp_path):
    with ZipFile(tmp_path / "both.zip", "w") as packed:
        packed.writestr("rain.txt", RAIN)
        packed.writestr("deep/wind.txt", WIND)
    out = printed(tmp_path / "both.zip")
    assert "Rain" in out
    assert "2 stories" in out


def test_a_report_grows_and_is_gone_on_with(shelf, tmp_path):
    report = tmp_path / "report.csv"
    printed(shelf / "rain.txt", "--report", report)
    assert [row["title"] for row in rows(report)] == ["Rain"]
    out = printed(shelf, "--report", report)
    assert "Rain" not in out, "it was done in the run before"
    assert len(rows(report)) == 4
    assert printed(shelf, "--report", report).strip() == "No documents were found."


def test_a_title_that_looks_like_a_formula_is_text_in_the_report(tmp_path):
    (tmp_path / "a.txt").write_text("Title: @1+1\nAuthor: Ann\nRating: G\n\nIt rained.\n")
    printed(tmp_path / "a.txt", "--report", tmp_path / "report.csv")
    assert rows(tmp_path / "report.csv")[0]["title"] == "'@1+1"


@pytest.mark.django_db
def test_they_become_drafts_of_a_pen_name(shelf, alice):
    out = printed(shelf, "--draft", "--pen-name", alice.pen_name.name)
    assert "4 stories (3 draft, 1 refused)" in out
    assert set(Story.objects.values_list("title", flat=True)) == {"Rain", "Wind", "The Long Way"}
    assert not Story.objects.exclude(published_at=None).exists()
    assert Story.objects.get(title="The Long Way").chapters.count() == 3
    assert Source.objects.filter(story__title="The Long Way").count() == 3


@pytest.mark.django_db
def test_what_is_complete_is_published_and_the_rest_says_what_it_lacks(tmp_path, alice):
    text = RAIN.replace("Summary:", "Warnings: None of these warnings apply\nSummary:")
    (tmp_path / "rain.txt").write_text(text, "utf-8")
    (tmp_path / "wind.txt").write_text("Wind\n\nby Ann\n\nThen the wind came.\n", "utf-8")
    out = printed(tmp_path, "--publish", "--pen-name", alice.pen_name.name)
    assert Story.objects.get(title="Rain").is_published, out
    assert not Story.objects.get(title="Wind").is_published
    (wind,) = [line for line in out.split("\n") if "Wind" in line]
    assert "draft: " in wind


@pytest.mark.django_db
def test_a_run_that_broke_off_goes_on(shelf, alice):
    name = alice.pen_name.name
    printed(shelf / "rain.txt", "--draft", "--pen-name", name)
    Source.take(WIND.encode(), owner=alice)  # kept, but no story yet
    out = printed(shelf, "--draft", "--pen-name", name)
    assert "1 already here" in out
    assert Story.objects.count() == 3
    assert "3 already here" in printed(shelf, "--draft", "--pen-name", name)
    assert Story.objects.count() == 3


@pytest.mark.django_db
def test_it_must_be_said_whose_they_are(shelf):
    with pytest.raises(CommandError, match="Say whose they are"):
        printed(shelf, "--draft")
    with pytest.raises(CommandError, match="There is no pen name “Nobody”"):
        printed(shelf, "--draft", "--pen-name", "Nobody")


@pytest.mark.django_db
def test_a_zip_becomes_stories_and_is_gone_on_with(tmp_path, alice):
    packed = tmp_path / "both.zip"
    with ZipFile(packed, "w") as both:
        both.writestr("rain.txt", RAIN)
        both.writestr("wind.txt", WIND)
        both.writestr("cover.jpg", b"not a story")
    out = printed(packed, "--draft", "--pen-name", alice.pen_name.name)
    assert "3 stories (2 draft, 1 left out)" in out
    assert "cover.jpg" in out
    Story.objects.get(title="Wind").delete_for_good()
    again = printed(packed, "--draft", "--pen-name", alice.pen_name.name)
    assert "1 already here" in again
    assert Story.objects.count() == 1, "what its author deleted does not come back by itself"


@pytest.mark.django_db
def test_a_zip_whose_run_broke_off_goes_on(tmp_path, alice, monkeypatch):
    packed = tmp_path / "both.zip"
    with ZipFile(packed, "w") as both:
        both.writestr("rain.txt", RAIN)
        both.writestr("wind.txt", WIND)

    def broken(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("intake.shelf.bringing.keeping.keep_line", broken)
        printed(packed, "--draft", "--pen-name", alice.pen_name.name)
    assert not Story.objects.exists()
    assert "2 draft" in printed(packed, "--draft", "--pen-name", alice.pen_name.name)


@pytest.mark.django_db
def test_thoughts_can_be_left_as_they_are(tmp_path, alice):
    (tmp_path / "a.txt").write_text(STORY.format(title="A", text="It rained. <Again?> she asked."))
    printed(tmp_path / "a.txt", "--draft", "--no-thoughts", "--pen-name", alice.pen_name.name)
    html = Story.objects.get().chapters.get().current_fields()["html"]
    assert "thought" not in html
    assert "&lt;Again?&gt;" in html
