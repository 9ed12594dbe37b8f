"""The sample documents, which look like those that people have on their disks."""

import tomllib
from pathlib import Path

import pytest

from core.words import words
from intake import read
from intake.reader.conservation import check

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FILES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html"))
STORIES = tomllib.loads((SAMPLES / "archive.toml").read_text(encoding="utf-8"))["stories"]


def manuscript(name: str):
    return read((SAMPLES / name).read_bytes(), name)


@pytest.mark.parametrize("name", FILES)
def test_no_word_is_lost(name):
    found = manuscript(name)
    assert check(found, found.source).is_complete
    assert not any("could not tell" in line.reason for line in found.report)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["file"])
def test_the_title_is_found(story):
    assert manuscript(story["file"]).title.text.casefold() == story["title"].casefold()


@pytest.mark.parametrize("name", FILES)
def test_no_address_reaches_the_readers(name):
    found = manuscript(name)
    shown = [chapter.text for chapter in found.chapters]
    shown += [note.text for note in (*found.notes, *found.end_notes, found.summary)]
    assert not any("@example.org" in text for text in shown)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("an-hour-late.txt", "I had chosen my day", "END"),
        ("backwards-with-a-lantern.txt", "I was nine when", "finis"),
        ("half-past-pomegranate.txt", "Nobody ever went to", "FIN"),
        ("le-compte-de-l-argenterie.txt", "Je compte l’argenterie", "FIN"),
        ("nobody-in-the-attic.txt", "The clock on the landing", "The End"),
        ("returned-empty.html", "I keep two sets of books.", "The End"),
        ("six-before-breakfast.txt", '"I should warn you,"', "THE END"),
        ("the-eighteenth-stair.txt", "There are seventeen stairs", "THE END"),
        ("the-fifth-pilgrim.txt", "Ask anyone.", "everyone tells the horse"),
        ("the-thousand-and-second-night.txt", "بلغني", "تمّت"),
        ("the-window-on-the-latch.txt", "The Englishwoman wrote", "~end~"),
        ("tolerable.txt", "It was very generally agreed", "~ fin ~"),
    ],
)
def test_the_body_begins_and_ends_where_it_does(name, first, last):
    chapters = manuscript(name).chapters
    assert chapters[0].text.startswith(first)
    assert chapters[-1].text.endswith(last)


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        (
            "backwards-with-a-lantern.txt",
            ["Spoons", "The Middle of the Rope", "A Boy with Soot on Him"],
        ),
        ("half-past-pomegranate.txt", ["", "", ""]),
        (
            "the-fifth-pilgrim.txt",
            [
                "In Which Nobody Counts the Horse",
                "The Monkey and I Come to an Understanding",
                "Tribulations, Assorted",
            ],
        ),
    ],
)
def test_the_chapters_are_found(name, titles):
    assert [chapter.title for chapter in manuscript(name).chapters] == titles


def test_the_nastiest_of_them_comes_out_exactly():
    found = manuscript("nobody-in-the-attic.txt")
    assert [note.label for note in found.notes] == ["Author's note", "Author's note 2"]
    assert found.summary.text == (
        "There is a noise on the third storey. Jane goes up with a poker."
    )
    assert found.dedication.text.endswith("Tell your gran the horse is fine.")
    assert found.au_premise.text.startswith("This is AU in that there was never a first Mrs. Roch")
    assert found.au_premise.text.endswith("are these two.")
    guessed = {(one.kind, one.name, one.line) for one in found.suggested if one.kind != "au"}
    assert guessed == {("relationship", "J/E", 3), ("freeform", "Fluff", 3)}
    assert [one.line for one in found.suggestions("au")] == [2]
    [chapter] = found.chapters
    assert '<em class="thought">&lt;A small world&gt;</em>' in chapter.html
    assert '<em class="thought">&lt;Time&gt;</em>' in chapter.html
    assert "a person under notice ought to be excused burglars" in chapter.html
    assert '<p>"I see that they are bats, sir."</p>' in chapter.html
    body = found.source.split("\n", 5)[5]
    assert words(chapter.text) == words(body)


def test_a_poem_and_a_letter_keep_their_lines():
    html = manuscript("six-before-breakfast.txt").chapters[0].html
    assert "He can't remember where:<br>He thinks he left it on a flower,<br>" in html
    assert "Your affectionate<br>W. R." in html
    assert "It was so brave of you, at your time of life, and with that bag!" in html


def test_what_a_mail_says_about_its_author_is_kept_for_the_author():
    found = manuscript("the-eighteenth-stair.txt")
    kept = {line.label for line in found.header_lines}
    assert {"From", "To", "Subject", "AUTHOR", "E-MAIL", "DISCLAIMER", ""} <= kept
    assert found.end_notes == ()
    assert found.written
    assert (found.written.year, found.written.month, found.written.day) == (2001, 3, 11)


def test_a_header_under_the_end_is_read_as_well():
    found = manuscript("an-hour-late.txt")
    assert [one.name for one in found.suggestions("fandom")] == ["Frankenstein"]
    assert found.written
    assert (found.written.year, found.written.month) == (2003, 11)
