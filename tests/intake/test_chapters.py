"""Where a story falls into chapters."""

import pytest

from intake import read

ONE = "The rain had not stopped for nine days and nobody spoke of it any more."
TWO = "On the tenth it stopped, and that was what they all spoke of until dark."


def chapters(text: str):
    return read(text.encode()).chapters


def titles(text: str) -> list[str]:
    return [chapter.title for chapter in chapters(text)]


def test_without_headings_there_is_one_chapter():
    [chapter] = chapters(f"Rain\n\n{ONE}\n\n{TWO}")
    assert chapter.text == f"{ONE}\n{TWO}"


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("Chapter 1", "Chapter 2", ["", ""]),
        ("Part 1/2", "Part 2/2", ["", ""]),
        ("CHAPTER ONE: Rain", "CHAPTER TWO: Sun", ["Rain", "Sun"]),
        ("Prologue", "Chapter One", ["Prologue", "Chapter One"]),
        ("Chapter 4", "Chapter 5: Sun", ["Chapter 4", "Chapter 5: Sun"]),
        (
            "1. In Which It Rains",
            "2. In Which It Stops",
            ["In Which It Rains", "In Which It Stops"],
        ),
        ("Act I", "Act II", ["Act I", "Act II"]),
    ],
)
def test_headings_part_the_story(first, second, shown):
    text = f"Rain\n\n{first}\n\n{ONE}\n\n{ONE}\n\n{second}\n\n{TWO}\n\n{TWO}"
    assert titles(text) == shown
    assert [chapter.text for chapter in chapters(text)] == [f"{ONE}\n{ONE}", f"{TWO}\n{TWO}"]


def test_what_a_heading_loses_is_in_the_report():
    found = read(f"Rain\n\nChapter 1: Wet\n\n{ONE}\n\nChapter 2: Dry\n\n{TWO}".encode())
    assert [(line.line, line.text) for line in found.report] == [(3, "Chapter 1"), (7, "Chapter 2")]


def test_book_and_chapter_headings_stand_together():
    text = f"Rain\n\nBook One\n\nChapter One\n\n{ONE}\n\nChapter Two\n\n{TWO}"
    assert titles(text) == ["Book One. Chapter One", ""]


def test_a_table_of_contents_is_no_chapter():
    text = f"Rain\n\nChapter 1\nChapter 2\nChapter 3\n\nChapter 1\n\n{ONE}\n\nChapter 2\n\n{TWO}"
    found = chapters(text)
    assert len(found) == 2
    assert found[0].text.startswith("Chapter 1")


def test_a_heading_without_text_is_text():
    [chapter] = chapters(f"Rain\n\n{ONE}\n\nChapter 2")
    assert chapter.text.endswith("Chapter 2")


def test_a_numbered_list_is_no_chapter():
    [chapter] = chapters(f"Rain\n\n{ONE}\n\n1. Milk\n\n2. Eggs\n\n{TWO}")
    assert "1. Milk" in chapter.text


def test_a_motto_opens_the_first_chapter_and_more_is_its_own():
    assert chapters(f"Rain\n\nIt rains.\n\nChapter 1\n\n{ONE}")[0].text == f"It rains.\n{ONE}"
    long = "\n\n".join([ONE] * 12)
    assert titles(f"Rain\n\n{long}\n\nChapter 1\n\n{TWO}") == ["", "Chapter 1"]


def test_notes_under_a_heading_are_that_chapters():
    text = (
        f"Rain\nSummary: It rains.\n\nChapter 1\n\nA/N: Hello.\n\n{ONE}\n\n"
        f"Chapter 2\nAuthor's note: Sorry for the wait!\n\n{TWO}"
    )
    found = read(text.encode())
    assert found.notes == ()
    assert [[note.text for note in one.notes] for one in found.chapters] == [
        ["Hello."],
        ["Sorry for the wait!"],
    ]
    assert found.chapters[1].text == TWO


def test_a_header_mailed_with_each_part_is_folded():
    header = "Title: Rain ({}/2)\nAuthor: Ann\nRating: PG\nDisclaimer: {}\n\nPart {}/2\n\n"
    text = header.format(1, "Not mine.", 1) + ONE + "\n\nTBC\n\n"
    found = read((text + header.format(2, "Still not.", 2) + TWO).encode())
    assert found.title.text == "Rain"
    assert [chapter.text for chapter in found.chapters] == [f"{ONE}\nTBC", TWO]
    kept = [(line.label, line.value) for line in found.header_lines]
    assert kept == [("Author", "Ann"), ("Disclaimer", "Not mine."), ("Disclaimer", "Still not.")]
    folded = [line.text for line in found.report if "earlier part" in line.reason]
    assert folded == ["Title Rain (2/2)", "Author Ann", "Rating PG"]


def test_each_chapter_knows_its_lines():
    found = chapters(f"Rain\n\nChapter 1\n\n{ONE}\n\nChapter 2\n\n{TWO}\n")
    assert [chapter.lines for chapter in found] == [(3, 5), (7, 9)]


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("-1-", "-2-", ["", ""]),
        ("I.", "II.", ["", ""]),
        ("~1~", "~2~", ["", ""]),
        ("Day 24 - Wednesday", "Day 30 - Tuesday", ["Day 24 - Wednesday", "Day 30 - Tuesday"]),
        ("[1/2]", "[2/2]", ["", ""]),
        ("Part One\nThe Rain", "Part Two\nThe Sun", ["The Rain", "The Sun"]),
        ("Part One\n\nThe Rain", "Part Two\n\nThe Sun", ["The Rain", "The Sun"]),
        ("Part One\n\n*The Rain*", "Part Two", ["The Rain", ""]),
        ("Erstes Kapitel", "Zweites Kapitel: Ende", ["", "Ende"]),
        ("Act I", "Tag", ["Act I", "Tag"]),
    ],
)
def test_rows_and_second_lines_part_the_story_too(first, second, shown):
    text = f"Rain\n\n{first}\n\n{ONE}\n\n{ONE}\n\n{second}\n\n{TWO}\n\n{TWO}"
    assert titles(text) == shown
    assert [chapter.text for chapter in chapters(text)] == [f"{ONE}\n{ONE}", f"{TWO}\n{TWO}"]


@pytest.mark.parametrize(
    "middle", ["1.\n\n2.\n\n3.", "Tag", "Two", "1. Milk\n2. Eggs", "- 1 -\n- 2 -"]
)
def test_what_stands_alone_or_in_a_list_parts_nothing(middle):
    [chapter] = chapters(f"Rain\n\n{ONE}\n\n{middle}\n\n{TWO}")
    assert TWO in chapter.text


def test_numbers_inside_chapters_part_nothing():
    inner = f"1.\n\n{ONE}\n\n2.\n\n{TWO}"
    text = f"Rain\n\nChapter 1\n\n{inner}\n\nChapter 2\n\n{inner}"
    assert len(chapters(text)) == 2


def test_speech_under_a_heading_is_no_title():
    [first, _] = chapters(f'Rain\n\nPart 1\n"Out?"\n\n{ONE}\n\nPart 2\n"In."\n\n{TWO}')
    assert first.title == ""
    assert first.text.startswith('"Out?"')


def test_a_part_may_begin_with_the_storys_header_and_nothing_else():
    long = "\n\n".join([ONE, TWO] * 10)
    text = f"Title: Rain (1/2)\nAuthor: Ann\n\n{long}\n\nTitle: Rain (2/2)\nAuthor: Ann\n\n{TWO}"
    found = read(text.encode())
    assert [chapter.text for chapter in found.chapters][1:] == [TWO]
    assert "Author Ann" in [line.text for line in found.report]


def test_a_title_and_a_name_over_every_part_are_folded():
    text = f"Rain\nby Ann\n\nPart 1\n\n{ONE}\n\nRain\nby Ann\n\nPart 2\n\n{TWO}"
    found = read(text.encode())
    assert [chapter.text for chapter in found.chapters] == [ONE, TWO]
    folded = [line.text for line in found.report if "earlier part" in line.reason]
    assert folded == ["Rain", "by Ann"]
