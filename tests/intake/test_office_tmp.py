"""Files of word processors and e-books: what pandoc tells of them arrives, and what it leaves out
is said. The collection holds the documents; here stand the promises."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.words import words
from intake import Unreadable, read
from intake.reader import as_it_stands
from intake.reader.conservation import check
from intake.reader.office import pandoc
from intake.reader.office.markdown import prepared
from intake.reader.zipped import Zipped
from tests.intake.packed_files import (
    RAIN,
    book_file,
    fiction_book,
    open_document_file,
    paragraph,
    word_file,
)

OFFICE = Path(__file__).parent / "collection" / "office"
FORMS = {".docx": "docx", ".odt": "odt", ".md": "commonmark"}
LAST_RESORT = as_it_stands("x").report[0].reason
LETTERS = "abcdefghijklmnopqrstuvwxyzäéñßğ АБВабв 一二三 <>&*_#-[]().:!\"'’"


def everything(manuscript):
    """All that a manuscript holds, as one text."""
    around = list(manuscript.fields)
    passages = []
    for chapter in manuscript.chapters:
        around += [chapter.summary, *chapter.notes, *chapter.end_notes]
        passages += [chapter.title, chapter.text]
    passages += [f"{part.label} {part.text}" for part in around]
    passages += [f"{line.label} {line.value}" for line in manuscript.header_lines]
    passages += [f"{line.text}" for line in manuscript.report]
    return "\n".join(passages)


def is_last_resort(manuscript):
    """Whether nobody could tell the document's parts apart."""
    return any(line.reason == LAST_RESORT for line in manuscript.report)


@pytest.mark.parametrize(
    "path", sorted(p for p in OFFICE.iterdir() if p.suffix in FORMS), ids=lambda path: path.name
)
def test_every_word_of_pandocs_own_plain_output_is_kept(path):
    """Asked of pandoc without our writer; numbers of lists and notes are drawn, not written."""
    command = [pandoc.program(), "--from", FORMS[path.suffix], "--to", "plain", "--wrap", "none"]
    told = subprocess.run([*command, path], capture_output=True, text=True, check=True).stdout
    kept = words(everything(read(path.read_bytes(), path.name)).lower())
    lost = [word for word in words(told.lower()) if word not in kept and not word.isdecimal()]
    assert not [word for word in lost if word != "mc²"]  # in HTML, the 2 is set higher


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=60), min_size=1, max_size=8))
def test_whatever_a_word_file_says_arrives(lines):
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in lines]
    try:
        found = read(word_file("".join(map(paragraph, escaped))), "a.docx")
    except Unreadable:
        assert not words("".join(lines))
        return
    assert check(found, found.source).is_complete
    assert not is_last_resort(found)
    assert sorted(words("\n".join(lines))) == sorted(words(everything(found)))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(LETTERS + "`~|\t", max_size=60), min_size=1, max_size=8))
def test_whatever_is_typed_as_markdown_is_conserved(lines):
    try:
        found = read("\n".join(lines).encode(), "a.md")
    except Unreadable:
        return
    assert check(found, found.source).is_complete
    assert not is_last_resort(found)


def test_thoughts_in_word_files_are_thoughts_and_may_be_left_alone():
    data = word_file(paragraph("He stopped. &lt;How did this happen?> he asked."))
    (chapter,) = read(data, "a.docx").chapters
    assert '<em class="thought">&lt;How did this happen?&gt;</em>' in chapter.html
    (chapter,) = read(data, "a.docx", thoughts=False).chapters
    assert "&lt;How did this happen?&gt;" in chapter.html
    assert "thought" not in chapter.html


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word_file(paragraph(" ")), "a.docx"),
        (open_document_file("<text:p/>"), "a.odt"),
        (book_file("<p></p>"), "a.epub"),
        (fiction_book("<p/>"), "a.fb2"),
        (b"{\\rtf1 \\par}", "a.rtf"),
        (b"***\n\n---\n", "a.md"),
    ],
)
def test_a_file_without_a_word_is_refused(data, name):
    with pytest.raises(Unreadable, match="There is no text in this file"):
        read(data, name)


def test_a_file_says_nothing_about_its_author_unless_the_text_does():
    data = (OFFICE / "word-headings.docx").read_bytes()
    assert b"A Private Name" in Zipped(data).read("docProps/core.xml")
    assert "Private" not in everything(read(data, "a.docx"))
    rtf = b"{\\rtf1{\\info{\\title Secret}{\\author Private Name}{\\company Office}}" + b"Rain.}"
    assert not {"Secret", "Private", "Office"} & set(words(everything(read(rtf, "a.rtf"))))


def test_a_text_that_is_too_long_for_one_story_is_refused(monkeypatch):
    monkeypatch.setattr(pandoc, "LONGEST", 1_000)
    with pytest.raises(Unreadable, match="longer than"):
        read(word_file(paragraph(RAIN * 30)), "a.docx")


def test_pandoc_is_stopped_when_its_time_is_over(monkeypatch):
    monkeypatch.setattr(pandoc, "WALL_SECONDS", 0.001)
    with pytest.raises(Unreadable, match="more time or memory"):
        read(word_file(), "a.docx")


def test_pandoc_ends_where_its_memory_does(monkeypatch):
    monkeypatch.setattr(pandoc, "HEAP", "8m")
    with pytest.raises(Unreadable, match="more time or memory"):
        read(word_file(paragraph(RAIN) * 3_000), "a.docx")


def test_pandoc_fetches_nothing_and_includes_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("A secret of the machine.")
    for image in (f"file://{secret}", str(secret), "http://127.0.0.1:9/x.png"):
        found = read(f"![]({image})\n\n{RAIN}\n\n<img src='{image}'>".encode(), "a.md")
        assert "secret of the machine" not in everything(found)


# Markdown


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("It rained <all night> here.", "<p>It rained &lt;all night&gt; here.</p>"),
        ("It <i>rained</i>.", "<p>It <i>rained</i>.</p>"),
        ("One\ntwo.", "<p>One<br>two.</p>"),
        ("\tSet in.\n\n    So was this.", "<p>Set in.</p>\n<p>So was this.</p>"),
        ("One.\n\n~~~\n\nTwo.", "<p>One.</p>\n<hr>\n<p>Two.</p>"),
        ("One.\n\n# # #\n\nTwo.", "<p>One.</p>\n<hr>\n<p>Two.</p>"),
        (
            f"{RAIN} {RAIN}\n---\nTwo.",
            f"<p>{RAIN} {RAIN}</p>\n<hr>\n<p>Two.</p>",
        ),
        ("1999. It rained.", "<p>1999. It rained.</p>"),
        ("It cost $5 and $6.", "<p>It cost $5 and $6.</p>"),
        ("> Quoted", "<blockquote><p>Quoted</p></blockquote>"),
        ("2~3~ and :smile: {.x}", "<p>2~3~ and :smile: {.x}</p>"),
    ],
)
def test_markdown_is_read_as_its_author_typed_it(typed, html):
    found = read(f"{RAIN}\n\n{typed}".encode(), "a.md", thoughts=False)
    assert "\n".join(chapter.html for chapter in found.chapters) == f"<p>{RAIN}</p>\n{html}"


def test_what_is_code_stays_code():
    assert prepared("```\n<b>\n\tx\n```").count("\t") == 1
