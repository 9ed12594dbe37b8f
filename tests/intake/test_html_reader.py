"""Our own HTML, and pages not too far from it."""

from intake import read
from intake.reader.conservation import check

PAGE = """<!DOCTYPE html><html><head><title>Not this</title><style>p {}</style></head><body>
<h1>Rain</h1>
<p>Author: Ann</p>
<p><b>Summary:</b> It <i>rains</i>.</p>
<hr>
<h2>Wet</h2>
<p>The rain had not stopped. &lt;Will it?&gt;</p>
<ul><li>Milk</li><li>Eggs</li></ul>
<h2>Dry</h2>
<p align="center">It stopped.</p>
<blockquote><p>At last.</p></blockquote>
<p>The End</p>
<script>alert(1)</script></body></html>"""


def html(source: str, name: str = "story.html"):
    return read(source.encode(), name)


def test_header_chapters_and_end_are_found():
    found = html(PAGE)
    assert (found.title.text, found.summary.text) == ("Rain", "It rains.")
    assert found.summary.html == "<p>It <i>rains</i>.</p>"
    assert [chapter.title for chapter in found.chapters] == ["Wet", "Dry"]
    assert found.end_mark.text == "The End"


def test_formatting_and_lists_of_the_body_stay():
    wet, dry = html(PAGE).chapters
    assert wet.html == (
        "<p>The rain had not stopped. &lt;Will it?&gt;</p>\n<ul><li>Milk</li><li>Eggs</li></ul>"
    )
    assert dry.html.startswith('<p align="center">It stopped.</p>\n<blockquote>')


def test_nothing_but_the_visible_words_is_read():
    found = html(PAGE)
    assert check(found, found.source).is_complete
    assert "alert" not in found.source
    assert "Not this" not in found.source


def test_a_document_is_known_by_how_it_begins():
    assert html(PAGE, "story.txt").title.text == "Rain"
    assert html("<p>Rain.</p>", "story.txt").chapters[0].html == "<p>Rain.</p>"
    assert html("No tags at all,\nonly a name.", "story.html").chapters[0].html == (
        "<p>No tags at all, only a name.</p>"
    )


def test_breaks_part_lines_and_two_of_them_paragraphs():
    found = html("<body>Rain<br>Summary: It rains.<br><br>One day.<br>Then two.<br><br>Three.")
    assert found.title.text == "Rain"
    assert found.summary.text == "It rains."
    assert found.chapters[0].html == "<p>One day.<br>Then two.</p>\n<p>Three.</p>"


def test_loose_words_and_wrappers_are_paragraphs():
    found = html("<body><div><p>One day it rained.</p>and <b>then</b> it did not<hr>More.</div>")
    assert found.chapters[0].html == (
        "<p>One day it rained.</p>\n<p>and <b>then</b> it did not</p>\n<hr>\n<p>More.</p>"
    )


def test_labels_alone_in_headings_announce_what_follows():
    found = html("<h1>Rain</h1><h3>Summary</h3><p>It rains.</p><hr><p>One day it did.</p>")
    assert found.summary.text == "It rains."
    assert found.chapters[0].text == "One day it did."


def test_line_numbers_are_those_of_the_plain_reading():
    found = html(PAGE)
    lines = found.source.split("\n")
    assert lines[found.summary.lines[0] - 1] == "Summary: It rains."
    assert lines[found.chapters[1].lines[0] - 1] == "Dry"


def test_verse_and_what_stands_in_the_middle_keep_their_lines_and_their_place():
    body = (
        f"<p>{'It rained all day. ' * 12}</p>\n"
        '<p class="verse">Rain,<br>go away.</p>\n'
        '<p align="center">HERE LIES<br>NOBODY</p>\n'
        "<p>At last.</p>"
    )
    body = body.replace(" </p>", "</p>")
    assert html(f"<body><h1>Rain</h1>{body}</body>").chapters[0].html == body
