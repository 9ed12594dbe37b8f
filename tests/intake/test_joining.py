"""Parts of one story that lie in several documents: which they are, and one manuscript of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import read
from intake.reader.conservation import check
from intake.reader.joining import joined
from intake.reader.joining.gathering import Outline, in_order, together
from intake.reader.mail.parts import named_part, part_beside, part_in, without_part
from tests.intake import envelopes
from tests.intake.documents import documents

HEAD = "Title: The Rain ({}/3)\nAuthor: Ann Other\nRating: PG\nSummary: It rains.\n\n"
BODY = "She went out into the rain, and nobody saw her go.\n\nHe stayed.\n"


def read_all(*texts):
    found = joined([read(text.encode()) for text in texts])
    counts = check(found, found.source)
    assert counts.is_complete, (counts.missing, counts.added, counts.in_order)
    return found


def three(*bodies):
    return read_all(*(HEAD.format(at) + body for at, body in enumerate(bodies, 1)))


def test_three_parts_are_three_chapters_under_one_header():
    found = three(BODY, BODY, BODY)
    assert found.title.text == "The Rain"
    assert found.summary.text == "It rains."
    assert [chapter.title for chapter in found.chapters] == ["", "", ""]
    assert [line.value for line in found.header_lines] == ["Ann Other"]
    assert found.part is None


def test_what_later_parts_repeat_stands_in_the_report():
    report = [line.text for line in three(BODY, BODY, BODY).report]
    assert report.count("Summary It rains.") == 2


def test_line_numbers_count_through_the_documents():
    found = three(BODY, BODY, BODY)
    lines = found.source.split("\n")
    for chapter in found.chapters:
        assert lines[chapter.lines[0] - 1].startswith("She went out")
        assert lines[chapter.lines[1] - 1] == "He stayed."
    assert all(line.value in lines[line.line - 1] for line in found.header_lines)


def test_a_note_of_a_later_part_stands_over_its_chapter():
    text = HEAD.format(2).replace("Summary:", "Notes: Thank you.\nSummary:")
    found = read_all(HEAD.format(1) + BODY, text + BODY)
    assert found.notes == ()
    assert [note.text for note in found.chapters[1].notes] == ["Thank you."]


def test_a_part_with_a_title_of_its_own_is_a_chapter_with_that_title():
    second = HEAD.format(2).replace("The Rain (2/3)", "The Flood")
    found = read_all(HEAD.format(1) + BODY, second + BODY)
    assert [chapter.title for chapter in found.chapters] == ["", "The Flood"]


@pytest.mark.parametrize("mark", ["Part 2/3", "Part Two", "Chapter 2"])
def test_a_heading_that_says_the_part_is_no_title(mark):
    found = read_all(HEAD.format(1) + BODY, HEAD.format(2) + f"{mark}\n\n" + BODY)
    assert [chapter.title for chapter in found.chapters] == ["", ""]


def test_a_sentence_that_a_list_cut_in_two_is_whole_again():
    cut = "She went out into the rain, and it was then that she saw the\n"
    found = three(cut, "lantern go out. He stayed.\n", BODY)
    assert len(found.chapters) == 2
    assert "saw the lantern go out" in found.chapters[0].text
    assert found.chapters[0].html.count("<p>") == 1


def test_a_part_that_ends_with_a_sentence_ends_a_chapter():
    assert len(three("It rained.\n", "lower case begins this.\n", BODY).chapters) == 3


def test_part_zero_is_a_header_with_notes():
    found = read_all(HEAD.format(0) + "It follows tonight.\n", HEAD.format(1) + BODY)
    assert [note.text for note in found.notes] == ["It follows tonight."]
    assert len(found.chapters) == 1


def test_notes_under_a_part_stay_with_it():
    end = "\nEnd Part 1/3\n\nNotes: More tomorrow.\n"
    found = three(BODY + end, BODY, BODY + "\nThe End\n\nNotes: That was it.\n")
    assert [note.text for note in found.chapters[0].end_notes] in ([], ["More tomorrow."])
    assert [note.text for note in found.end_notes] == ["That was it."]


@given(st.lists(st.one_of(documents(), envelopes.mails()), min_size=2, max_size=4))
def test_of_any_documents_joined_no_word_is_lost(texts):
    read_all(*(f"Rain\n\n{text}" for text in texts))


def test_files_have_a_natural_order():
    names = ["rain 10.txt", "rain 2.txt", "Rain 1.txt", "rain.txt"]
    assert [names[at] for at in in_order(names)] == [
        "Rain 1.txt",
        "rain 2.txt",
        "rain 10.txt",
        "rain.txt",
    ]


@pytest.mark.parametrize(
    ("outlines", "groups"),
    [
        ([Outline("b.txt", "Rain", (), (2, 2)), Outline("a.txt", "RAIN", (), (1, 2))], [(1, 0)]),
        ([Outline("rain02.txt"), Outline("rain01.txt"), Outline("x.txt")], [(1, 0)]),
        ([Outline("rain-1of2.txt"), Outline("rain-2of2.txt")], [(0, 1)]),
        ([Outline(f"ch{n}.txt", t) for n, t in ((1, "Dawn"), (2, "Dusk"))], [(0, 1)]),
        (
            [Outline(f"rain{n}.txt") for n in (1, 10, 2, 3, 4, 5, 6, 7, 8, 9)],
            [(0, 2, 3, 4, 5, 6, 7, 8, 9, 1)],
        ),
        ([Outline("a.txt", "Rain", (), (0, 2)), Outline("b.txt", "Rain", (), (1, 2))], [(0, 1)]),
    ],
)
def test_parts_of_one_story_are_found(outlines, groups):
    assert together(outlines) == groups


@pytest.mark.parametrize(
    "outlines",
    [
        [Outline("rain02.txt")],
        [Outline("drabble1.txt", "Rain"), Outline("drabble2.txt", "Snow")],
        [Outline("a.txt", "Rain", ("Ann",), (1, 2)), Outline("b.txt", "Rain", ("Bob",), (2, 2))],
        [Outline("a.txt", "Rain", (), (1, 2)), Outline("b.txt", "Rain", (), (1, 2))],
        [Outline("a.txt", "Rain", (), (1, 3)), Outline("b.txt", "Rain", (), (3, 3))],
        [Outline("a.txt", "Rain", (), (1, 3)), Outline("b.txt", "Rain", (), (2, 4))],
        [Outline("x/rain1.txt"), Outline("y/rain2.txt")],
        [Outline("rain.txt", "Rain"), Outline("rain2.txt", "Rain II")],
        [Outline("1999.txt"), Outline("2000.txt")],
    ],
)
def test_in_doubt_documents_stay_apart(outlines):
    assert together(outlines) == []


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("story-2of3.txt", (2, 3)),
        ("rain part 2.txt", (2, 0)),
        ("rain-ch04.doc", (4, 0)),
        ("Rain (2 of 3).txt", (2, 3)),
        ("rain02.txt", None),
        ("dept3.txt", None),
        ("apart 2.txt", None),
    ],
)
def test_a_file_name_says_which_part_it_is(name, part):
    assert named_part(name) == part


@pytest.mark.parametrize(
    ("title", "part", "base"),
    [
        ("Rain (2/3)", (2, 3), "Rain"),
        ("Rain, part 2", (2, 0), "Rain"),
        ("Rain - Part Two of Three", (2, 3), "Rain"),
        ("Rain [2/?]", (2, 0), "Rain"),
        ("Rain (1/1)", None, "Rain (1/1)"),
        ("Apollo 13", None, "Apollo 13"),
        ("A Month of Sundays", None, "A Month of Sundays"),
    ],
)
def test_a_title_says_which_part_it_is(title, part, base):
    assert part_beside(title) == part
    assert without_part(title) == base


def test_a_part_alone_on_its_line_is_one():
    assert part_in("(2/3)") == (2, 3)
    assert part_in("Part Two of Three") == (2, 3)
    assert part_in("two of a kind") is None


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("Title: Rain (2/3)\n\n" + BODY, "", (2, 3)),
        ("Rain\nby Ann\n\nPart 2 of 3\n\n" + BODY, "", (2, 3)),
        ("Title: Rain\nPart: 2/3\n\n" + BODY, "", (2, 3)),
        ("Title: Rain\n\n" + BODY, "rain-2of3.txt", (2, 3)),
        ("Title: Rain\n\n" + BODY, "rain02.txt", None),
        ("Title: Rain (1/1)\n\n" + BODY, "", None),
    ],
)
def test_a_document_says_which_part_it_is(text, name, part):
    assert read(text.encode(), name).part == part
