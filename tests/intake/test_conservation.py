"""No word of a document is ever lost, and those of its body keep their order."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.words import words
from intake import Unreadable, read
from intake.reader import as_it_stands
from intake.reader.conservation import check
from intake.reader.manuscript import Manuscript, ReportLine
from tests.intake.bodies import bodies
from tests.intake.documents import ENCODINGS, NEWLINES, documents, paragraphs

LAST_RESORT = as_it_stands("x").report[0].reason
DEEP = 2_000  # examples, from which on the profile wants to know it all
EXAMPLES = settings().max_examples
CASES = settings(max_examples=10_000 if EXAMPLES >= DEEP else EXAMPLES)


def proven(manuscript: Manuscript) -> bool:
    """Nothing is missing, and that not by the last resort of calling everything body."""
    counts = check(manuscript, manuscript.source)
    assert not counts.missing
    assert not counts.added
    assert counts.in_order
    kept = counts.chapters + counts.fields + counts.header_lines + counts.report
    assert counts.source == kept
    return all(line.reason != LAST_RESORT for line in manuscript.report)


@CASES
@given(documents(), NEWLINES, st.sampled_from(ENCODINGS))
def test_every_word_of_a_conventional_document_arrives(text, newline, encoding):
    assume(text.strip())
    assert proven(read(text.replace("\n", newline).encode(encoding)))


@CASES
@given(bodies(), st.booleans())
def test_every_word_of_a_body_arrives_in_its_place(text, thoughts):
    assume(text.strip())
    assert proven(read(text.encode(), thoughts=thoughts))


@given(st.text(), st.sampled_from(("", "story.txt", "story.html")))
def test_any_text_at_all_is_read_or_refused_with_a_sentence(text, filename):
    try:
        manuscript = read(text.encode("utf-8", "surrogatepass"), filename)
    except Unreadable as error:
        assert str(error).endswith(".")
    else:
        assert proven(manuscript)


@given(st.binary())
def test_any_bytes_at_all_are_read_or_refused_with_a_sentence(data):
    try:
        manuscript = read(data)
    except Unreadable as error:
        assert str(error).endswith(".")
    else:
        assert proven(manuscript)


@given(st.text(alphabet="<>/=\"'ab i*_~-\n &;:!.", max_size=200))
def test_no_heap_of_signs_loses_a_word(text):
    assume(text.strip())
    assert proven(read(text.encode()))


@given(documents())
def test_an_html_page_of_anything_loses_no_visible_word(text):
    assert proven(read(f"<html><body><p>x</p>{text}</body></html>".encode(), "page.html"))


@given(st.lists(paragraphs(), min_size=1, max_size=8))
def test_a_body_without_a_header_keeps_every_word_in_its_place(parts):
    text = "This begins at once, as some do, and has no title.\n\n" + "\n\n".join(parts)
    manuscript = read(text.encode())
    body = [word for chapter in manuscript.chapters for word in words(chapter.text)]
    assert check(manuscript, manuscript.source).in_order
    assert body[:10] == words(text)[:10]


@given(documents())
def test_thoughts_switched_off_change_no_word(text):
    assume(text.strip())
    marked, plain = read(text.encode()), read(text.encode(), thoughts=False)
    assert [chapter.text for chapter in marked.chapters] == [
        chapter.text for chapter in plain.chapters
    ]
    assert not any('class="thought"' in chapter.html for chapter in plain.chapters)


def test_a_lost_word_shows_in_the_counts():
    manuscript = read(b"One two three four.\n\nFive six seven.")
    counts = check(manuscript, "One two three four. Five six seven eight.")
    assert counts.missing == ("eight",)
    assert not counts.is_complete


def test_words_in_the_wrong_order_show_in_the_counts():
    manuscript = read(b"One two three four.\n\nFive six seven.")
    counts = check(manuscript, "Five six seven. One two three four.")
    assert not counts.missing
    assert not counts.in_order


def test_the_last_resort_keeps_everything_as_body():
    manuscript = as_it_stands("Title: x\n<b> & words\n")
    assert check(manuscript, manuscript.source).is_complete
    assert manuscript.report == (ReportLine(0, "", LAST_RESORT),)


@pytest.mark.parametrize("thoughts", [True, False])
def test_the_counts_name_every_place(thoughts):
    text = "A Title\nSummary: Two words.\nDisclaimer: not mine\n\noOo\n\nThe body.\n\noOo\n\nMore."
    manuscript = read(text.encode(), thoughts=thoughts)
    counts = check(manuscript, manuscript.source)
    assert (counts.source, counts.chapters, counts.fields) == (13, 3, 5)
    assert (counts.header_lines, counts.report) == (3, 2)


def test_a_header_over_two_headings_belongs_to_the_first():
    header = "title: On the rain\nThe.>\n\ntitle: On the rain because it fell\n"
    assert proven(read((header + "Chapter One\n***\nChapter One\n***").encode()))
