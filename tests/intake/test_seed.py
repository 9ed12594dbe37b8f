"""The real document that this product must take in without losing a word."""

from pathlib import Path

import pytest

from core.words import words
from intake import read
from intake.reader.conservation import check
from tests.intake.documents import NEWLINE_KINDS

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"

pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is absent"),
]


@pytest.fixture(scope="module")
def raw() -> str:
    return next(SEEDS.glob("*.txt")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def manuscript(raw):
    return read(raw.encode(), "seed.txt")


def test_the_front_matter_is_recognised(manuscript):
    assert manuscript.title.text == "Some Kind of Misunderstanding"
    assert [note.label for note in manuscript.notes] == ["Author's note", "Author's note 2"]
    assert [note.text for note in manuscript.notes] == [
        "This is AU in terms of Spike never lost his mind and thought he loved the slayer. "
        "That's the basis for all of my stories.",
        "I haven't done a W/S in so long, I couldn't help myself. Total fluff.",
    ]
    assert manuscript.summary.text == "Willow and Spike really need to talk."
    assert manuscript.header_lines == ()
    assert manuscript.report == ()


def test_the_dedication_ends_where_the_body_begins(manuscript, raw):
    assert manuscript.dedication.text.startswith("To everyone who waited for me to get well")
    assert manuscript.dedication.text.endswith("you're actually still reading my stuff.")
    assert manuscript.dedication.lines == (5, 5)
    [chapter] = manuscript.chapters
    assert chapter.text.startswith("As he roared through the town on his motorcycle")
    assert chapter.lines == (6, 55)


def test_every_word_of_the_body_stands_in_its_place(manuscript, raw):
    body = raw.split("\n", 5)[5]
    assert words(manuscript.chapters[0].text) == words(body)
    assert check(manuscript, raw).is_complete


def test_each_part_knows_its_lines(manuscript, raw):
    lines = raw.split("\n")
    for part in (manuscript.title, *manuscript.notes, manuscript.summary, manuscript.dedication):
        assert part.source == lines[part.lines[0] - 1]


def test_the_premise_and_its_tag_are_found(manuscript):
    assert manuscript.au_premise.text == (
        "This is AU in terms of Spike never lost his mind and thought he loved the slayer."
    )
    assert [one.line for one in manuscript.suggestions("au")] == [2]


def test_fluff_and_the_pairing_are_suggested_each_with_its_line(manuscript, raw):
    [fluff] = manuscript.suggestions("freeform")
    [pairing] = manuscript.suggestions("relationship")
    assert (fluff.name, fluff.line, fluff.stated) == ("Fluff", 3, False)
    assert (pairing.name, pairing.line, pairing.stated) == ("W/S", 3, False)
    assert fluff.why == pairing.why == raw.split("\n")[2]


def test_thoughts_are_visible_and_marked_and_can_be_left_unmarked(manuscript, raw):
    marked = '<em class="thought">&lt;How did this happen?&gt;</em>'
    assert marked in manuscript.chapters[0].html
    assert manuscript.chapters[0].html.count('class="thought"') == 3
    plain = read(raw.encode(), thoughts=False).chapters[0]
    assert "&lt;How did this happen?&gt;" in plain.html
    assert "thought" not in plain.html.replace("thought he", "").replace(" thought", "")


def test_wrapped_lines_are_joined_and_paragraphs_are_not(manuscript):
    html = manuscript.chapters[0].html
    assert "How could he possibly have feelings for her?" in html
    assert "patrolling, or Bronzing, he'd walk her home" in html
    assert "All he could think of was Dawn." in html
    assert "<br>" not in html
    assert html.count("<p") == 24


def test_the_end_is_kept_as_end_mark(manuscript):
    assert manuscript.end_mark.text == "The End"
    assert manuscript.end_mark.lines == (55, 55)
    assert manuscript.chapters[0].html.endswith('<p align="center" class="end-mark">The End</p>')


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("newline", NEWLINE_KINDS)
def test_it_reads_alike_in_every_encoding_and_with_every_line_end(
    manuscript, raw, encoding, newline
):
    again = read(raw.replace("\n", newline).encode(encoding), "seed.txt")
    assert again.chapters == manuscript.chapters
    assert again.notes == manuscript.notes
    assert again.suggested == manuscript.suggested
