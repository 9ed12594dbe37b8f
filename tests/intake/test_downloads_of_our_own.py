"""What the readers' tool FanFicFare takes from our own pages comes back as the same story."""

import io

import pytest
from fanficfare import writers

from intake import read
from intake.reader.conservation import check
from stories.models import Series
from tests.cast import publish_story
from tests.site.test_fanficfare import site, two_chapters  # noqa: F401 - fixtures

TEXTS = ["<p>The clock stopped.</p>", "<p>The clock went on.</p>"]


def assert_is_the_story(manuscript):
    assert check(manuscript, manuscript.source).is_complete
    assert manuscript.title.text == "Some Small Repairs"
    assert [chapter.html for chapter in manuscript.chapters] == TEXTS
    assert manuscript.summary.text == "A clockmaker takes in a lodger."
    assert [note.text for note in manuscript.notes] == ["Found on an old disk."]
    assert [note.text for note in manuscript.end_notes] == ["Thank you for reading."]
    found = {one.kind: [] for one in manuscript.suggested}
    for one in manuscript.suggested:
        found[one.kind].append(one.name)
    assert found["author"] == ["Maud Thornapple", "Second Violin"]
    assert found["fandom"] == ["The Ninth Harbour"]
    assert found["relationship"] == ["Ida/Tobias"]
    assert found["rating"] == ["teen"]
    assert found["warning"] == ["Major character death"]
    assert sorted(found["freeform"]) == ["Clocks", "Slow burn"]
    assert [(one.name, one.position) for one in manuscript.series] == [("Clockwork", 2)]
    assert manuscript.figures.is_complete


@pytest.fixture
def in_a_series(alice, two_chapters):  # noqa: F811
    series = Series.objects.create(title="Clockwork")
    series.pen_names.add(alice.pen_name)
    series.add(publish_story(alice, "The First Part"))
    series.add(two_chapters)
    return two_chapters


@pytest.mark.parametrize("kind", ["epub", "html"])
def test_a_story_that_fanficfare_took_from_here_comes_back(site, in_a_series, kind):  # noqa: F811
    options = {
        "titlepage_entries": "series,category,genre,language,characters,ships,status,"
        "datePublished,dateUpdated,rating,warnings,numChapters,numWords,publisher,description",
        "include_titlepage": "true",
        "include_tocpage": "true",
        "include_subject_tags": "genre,category",
        "include_in_genre": "genre,freeformtags",
        "include_in_category": "category,fandoms",
    }
    adapter = site.adapter(f"/works/{in_a_series.pk}", **options)
    writer = writers.getWriter(kind, adapter.configuration, adapter)
    out = io.BytesIO()
    writer.writeStory(outstream=out)
    manuscript = read(out.getvalue(), f"story.{kind}")
    assert_is_the_story(manuscript)
    assert manuscript.origin.number == str(in_a_series.pk)
