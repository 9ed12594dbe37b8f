"""Prose between title and story: what is about the story, and what is the story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import read
from intake.reader.conservation import check

BODY = (
    "The ladder stood in the yard for nine days and nobody asked for it. On the tenth she carried "
    "it home herself, at noon, over her shoulder, and the whole street came out to watch.\n\n"
    "Nobody asked her where she was going with it, and she would not have said it.\n"
)
ABOUT = [
    "Paramount owns them.",
    "George Lucas owns everything!",
    "They belong to Joss Whedon, not to me.",
    "All the characters are the property of Chris Carter and 1013.",
    "I don't own them, and I'm making no money from this.",
    "No copyright infringement is intended.",
    "The usual disclaimers apply.",
    "These people are not mine. I wish they were.",
    "Permission to archive granted.",
    "Do not archive without asking.",
    "Archive anywhere.",
    "Gossamer okay, others please ask.",
    "Feedback is always welcome.",
    "Comments to ann@example.org",
    "PG - set in TPM-A/U",
    "[PG-13]",
    "Rated R for language.",
    "NC-17",
    "Spoilers for season three.",
    "Set during the second season.",
    "Part 2 of the Ladder series",
    'Sequel to "The Lamp"',
    "A Ninth Harbour story",
    "March 1999",
    "(c) 1999",
    "http://example.org/ann",
    "ann@example.org",
    "<ann@example.org>",
]
FOR_READERS = [
    "This fic was written on a bus.",
    "My wonderful beta is Kit, and all mistakes are mine.",
    "For Kit",
    "Dedicated to Kit, who waited.",
]
STORIES = [
    "Fox Mulder owns the boat now. It belongs to him and to nobody else.",
    "I don't own a car. Nobody does here.",
    "His heart belongs to somebody else. She had known that for years.",
    "They belong together, the two of them and the ladder.",
    "M. looked up from the ladder and said nothing at all.",
    "G - that was all that he could read of the sign.",
    "Set in stone above the door was a name that nobody could read.",
    "Comments were not welcome in that house, and nobody made any.",
    "For Kit it was a long day, and a longer night.",
    "Warned by the noise, she put the ladder down.",
    "This is my story. I was born in that yard.",
    "3 March 1999",
    "1999",
    '"Paramount owns them," he said, and shut the door.',
    "Thanks to the rain, nobody was in the street.",
    "Rated among the best ladders of the town, it had stood there for years.",
    "All ages of man had come to see that ladder.",
]


def under_the_title(paragraph: str, byline: str = "by Ann Other"):
    return read(f"The Ladder\n{byline}\n\n{paragraph}\n\n{BODY}".encode())


@pytest.mark.parametrize("paragraph", [*ABOUT, *FOR_READERS])
def test_what_is_about_the_story_is_not_its_beginning(paragraph):
    found = under_the_title(paragraph)
    assert found.title.text == "The Ladder"
    assert found.chapters[0].text.startswith("The ladder stood")
    assert check(found, found.source).is_complete


@pytest.mark.parametrize("paragraph", ABOUT)
def test_what_old_headers_said_is_kept_for_the_author(paragraph):
    assert paragraph in [line.value for line in under_the_title(paragraph).header_lines]


@pytest.mark.parametrize("paragraph", FOR_READERS)
def test_notes_and_dedications_are_for_readers(paragraph):
    found = under_the_title(paragraph)
    assert paragraph in [found.dedication.text, *(note.text for note in found.notes)]


@pytest.mark.parametrize("paragraph", STORIES)
def test_a_story_keeps_its_first_words(paragraph):
    found = under_the_title(paragraph)
    assert found.chapters[0].text.startswith(paragraph)
    assert [line.value for line in found.header_lines] == ["Ann Other"]


def test_nothing_is_an_aside_where_nothing_follows():
    found = read(b"The Ladder\n\nPermission to archive granted.\n")
    assert found.chapters[0].text == "Permission to archive granted."


def test_nothing_is_an_aside_below_a_row_of_signs():
    found = read(f"The Ladder\nby Ann\n\n* * *\n\nParamount owns them.\n\n{BODY}".encode())
    assert found.chapters[0].text.startswith("Paramount owns them.")


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("by Ann Other", "Ann Other"),
        ("By: Ann Other", "Ann Other"),
        ("by Ann Other <ann@example.org>", "Ann Other"),
        ("Ann Other (ann@example.org)", "Ann Other"),
        ("Ann Other, ann[at]example.org", "Ann Other"),
        ("written by lampblack", "lampblack"),
        ("A Ninth Harbour story by Ann Other", "Ann Other"),
        ("par Ann Other", "Ann Other"),
    ],
)
def test_who_wrote_it_stands_under_the_title(byline, name):
    found = under_the_title("Paramount owns them.", byline)
    assert [one.name for one in found.suggestions("author")] == [name]
    assert found.chapters[0].text.startswith("The ladder stood")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('"The Ladder" by Ann Other', "The Ladder"),
        ("THE LADDER by Ann Other", "THE LADDER"),
        ("The Ladder, by Ann Other", "The Ladder"),
        ("The Ladder by Ann Other <ann@example.org>", "The Ladder"),
        ("Stopping by Woods", "Stopping by Woods"),
    ],
)
def test_or_beside_it(line, title):
    found = read(f"{line}\n\n{BODY}".encode())
    assert found.title.text == title
    names = [one.name for one in found.suggestions("author")]
    assert names == ([] if title == line else ["Ann Other"])


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        (
            "The Ladder, Ninth Harbour, A/W, NC17, 2300 words",
            {"title": "The Ladder", "fandom": "Ninth Harbour", "relationship": "A/W"},
        ),
        ("The Ladder - VOY - J/C - PG-13", {"title": "The Ladder", "relationship": "J/C"}),
        ("The Ladder | Harbour | gen | R", {"category": "Gen", "rating": "mature"}),
    ],
)
def test_everything_may_stand_on_one_line(line, suggested):
    found = read(f"{line}\n\n{BODY}".encode())
    assert found.header_lines[0].value == line
    for kind, name in suggested.items():
        assert [one.name for one in found.suggestions(kind)] == [name]
        assert not found.suggestions(kind)[0].stated


@pytest.mark.parametrize("line", ["Rain, Snow, Hail", "One, two, three words", "Ann, Bo, and Cy"])
def test_a_title_may_have_commas(line):
    assert read(f"{line}\n\n{BODY}".encode()).title.text == line


@given(st.lists(st.sampled_from([*ABOUT, *FOR_READERS, *STORIES]), max_size=5), st.data())
def test_no_word_of_them_is_ever_lost(paragraphs, data):
    gap = data.draw(st.sampled_from(("\n", "\n\n")))
    end = data.draw(st.sampled_from(("", "\n3/99\n", "\n* * *\n\nAuthor's Notes\n\nThanks.\n")))
    text = gap.join(["The Ladder", "by Ann Other", *paragraphs, "", BODY]) + end
    found = read(text.encode())
    assert check(found, found.source).is_complete
    assert not any("could not tell" in line.reason for line in found.report)
