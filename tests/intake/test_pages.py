"""Pages as people saved them: what is no story stands in the report, and nothing is lost."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given

from core.html import visible_text
from core.words import words
from intake import Unreadable, read
from intake.reader.conservation import check
from intake.reader.pages.prepared import prepared
from intake.reader.pages.styles import Sheet
from tests.intake.pages import pages
from tests.intake.test_conservation import proven

PROSE = "The rain fell on a city of glass, and nobody looked up, because it had always fallen. "


def html(source: str, name: str = "page.html"):
    found = read(source.encode(), name)
    assert check(found, found.source).is_complete
    return found


def page(*body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{''.join(body)}</body></html>"


def reported(found) -> list[str]:
    return [line.text for line in found.report if line.text]


@given(pages())
def test_no_page_loses_a_word(source):
    try:
        manuscript = read(source.encode(), "page.html")
    except Unreadable as error:
        assert str(error).endswith(".")
    else:
        assert proven(manuscript)


@given(pages())
def test_what_is_read_is_what_the_page_shows(source):
    """By the sanitiser's own reading, which knows nothing of pages: signs add or take no letter."""
    shown = visible_text(prepared(source).unsigned.html)
    letters = Counter("".join(words(visible_text(source))))
    assert letters == Counter("".join(words(shown)))


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("The<b>*re*</b>", "The<b>*re*</b>"),
        ("<b>*The*</b>re", "<b>*The*</b>re"),
        ("<i>*The*</i><b>*re*</b>", "<i><em>The</em></i><b>*re*</b>"),
        ("e\u0301*re*", "é*re*"),
        ("there <b>*now*</b>", "there <b><em>now</em></b>"),
    ],
)
def test_signs_stay_where_two_words_would_become_one_without_them(typed, read_as):
    found = html(page("<h1>Rain</h1><p>It rained.<br>", typed, "<br>It rained.</p>"))
    assert found.title.text == "Rain"
    assert f"<br>{read_as}<br>" in unicodedata.normalize("NFC", found.chapters[0].html)


def test_a_word_that_is_half_in_a_menu_stays_whole():
    found = html(page("<p>", PROSE, "under<nav>ground</nav></p>"))
    assert sum((Counter(words(c.text)) for c in found.chapters), Counter())["fell"]


def test_a_page_that_seems_to_be_all_menu_is_a_story():
    found = html(page("<nav><h1>Rain</h1>", f"<p>{PROSE}</p>" * 3, "</nav>"))
    assert found.title.text == "Rain"
    assert found.chapters[0].text.count("The rain fell") == 3


def test_a_page_that_hides_itself_until_a_script_runs_is_a_story():
    found = html(page(f"<p>{PROSE}</p>" * 3, head="<style>body {display: none}</style>"))
    assert found.chapters[0].text.count("The rain fell") == 3


def test_a_host_that_never_ends_its_comment_takes_no_story():
    comment = "<!-- following code added by server. PLEASE REMOVE -->"
    found = html(page(comment, f"<p>{PROSE}</p>" * 30))
    assert found.chapters[0].text.count("The rain fell") == 30


@pytest.mark.parametrize(
    "line",
    [
        "<a href='index.html'>Back to Index</a>",
        "<a href=g.html>Sign my Guestbook</a> <a href=v.html>View my Guestbook</a>",
        "Best viewed with Netscape Navigator 3.0 at 800x600",
        "This page hosted by GeoCities. Get your own Free Home Page",
        "[ <a href=a>Prev</a> | <a href=b>Next</a> ]",
        "You are visitor number 1,024",
        "<a href='part2.html'>Part Two</a>",
    ],
)
def test_what_furnishes_a_page_stands_in_the_report(line):
    found = html(page("<h1>Rain</h1>", f"<p>{PROSE * 4}</p>" * 2, f"<center>{line}</center>"))
    assert found.chapters[0].text.count("\n") == 1
    assert words(" ".join(reported(found))) == words(visible_text(line))


@pytest.mark.parametrize(
    "line",
    [
        "<a href='http://example.org/lamp'>The lamp keeper’s daughter</a>",
        "Next he went home.",
        "Back to back they stood.",
        "<a href=x>I</a> went up the stairs again and again.",
    ],
)
def test_what_only_looks_like_furniture_is_the_story(line):
    found = html(page("<h1>Rain</h1>", f"<p>{PROSE * 4}</p><p>{line}</p><p>{PROSE * 4}</p>"))
    assert words(visible_text(line)) == words(found.chapters[0].text.split("\n")[1])


def test_links_to_mail_addresses_are_taken_out_and_their_words_stay():
    found = html(page(f"<p>{PROSE}<a href='mailto:ann@example.org'>Ann</a> said.</p>"))
    assert "Ann said." in found.chapters[0].text
    assert "example.org" not in found.chapters[0].html
    assert "1 link to a mail address" in found.report[0].reason


def test_an_ornament_set_as_a_heading_parts_scenes_and_no_chapters():
    found = html(page("<h1>Rain</h1>", f"<p>{PROSE}</p>", "<h3>oOo</h3>", f"<p>{PROSE}</p>"))
    assert [chapter.title for chapter in found.chapters] == [""]
    assert found.chapters[0].html.count("<hr>") == 1
    assert proven(found)


def test_a_poem_is_no_list_of_paragraphs():
    found = html(page("<h1>Rain</h1><p>Rain on glass<br>and glass on rain,<br>and then again.</p>"))
    assert found.chapters[0].html == (
        "<p>Rain on glass<br>and glass on rain,<br>and then again.</p>"
    )


def test_what_stands_in_the_middle_stays_there_unless_all_does():
    letter = "<center><p>Come home.</p></center>"
    found = html(page("<h1>Rain</h1>", f"<p>{PROSE * 9}</p>", letter, f"<p>{PROSE * 9}</p>"))
    assert '<p align="center">Come home.</p>' in found.chapters[0].html
    found = html(page("<center><h1>Rain</h1>", f"<p>{PROSE * 9}</p>" * 3, "</center>"))
    assert "center" not in found.chapters[0].html


def test_a_table_of_the_story_stays_one():
    table = "<table><tr><td>Monday</td><td>rain</td></tr></table>"
    found = html(page("<h1>Rain</h1>", f"<p>{PROSE}</p>", table, f"<p>{PROSE}</p>"))
    assert "<td>Monday</td>" in found.chapters[0].html


def test_the_window_s_words_propose_a_title_and_are_no_part_of_the_text():
    found = html(page(f"<p>{PROSE}</p>", head="<title>Rain, my first story</title>"))
    assert [one.name for one in found.suggestions("title")] == ["Rain, my first story"]
    assert "first" not in found.source


def test_every_line_number_is_one_of_the_plain_reading():
    source = page("<nav>Home</nav><h1>Rain</h1><p>Author: Ann</p>", f"<p>{PROSE}</p>")
    found = html(source)
    lines = found.source.split("\n")
    assert [lines[one.line - 1] for one in found.header_lines] == ["Author: Ann"]
    assert lines[found.title.lines[0] - 1] == "Rain"


@pytest.mark.parametrize(
    ("css", "said"),
    [
        (".a {font-style: italic}", {"font-style": "italic"}),
        (
            "p.a, .b {font-weight:700 !important; color: red}",
            {"font-weight": "700", "color": "red"},
        ),
        ("/* .a {color: red} */ .a {color: blue}", {"color": "blue"}),
        ("@media print {.a {display: none}} .a {color: blue}", {"color": "blue"}),
        ("@import url(x.css);.a {color: blue}", {"color": "blue"}),
        ("div .a {color: red} .a:hover {color: red}", {}),
        (".a {background: url(javascript:x)} .a {color: expression(1)}", {}),
        ("}}}{{{.a {color: blue", {}),
    ],
)
def test_style_sheets_are_understood_as_far_as_they_matter(css, said):
    sheet = Sheet()
    sheet.add(css)
    assert sheet.of("p", {"class": "a"}) == said


def test_old_pages_shout_their_styles():
    sheet = "<STYLE TYPE=text/css>\n.x {FONT-STYLE: Italic}\n</STYLE>"
    found = html(page(f"<P>{PROSE}<SPAN CLASS=x>Rain</SPAN></P>", head=sheet).upper())
    assert found.chapters[0].html.endswith("<i>RAIN</i></p>")


def test_where_a_page_was_saved_is_remembered():
    link = '<link href="https://www.fanfiction.net/s/12/1/Rain" rel="canonical">'
    found = html(page(f"<p>{PROSE}</p>", head=link))
    assert found.origin.key == "ffn:12"
    assert found.credits[0].kind == "also_at"


def test_an_address_stays_private_on_a_page_of_a_known_site():
    link = '<link rel="canonical" href="https://www.fanfiction.net/s/12/1/Rain">'
    head = "<h1>Rain</h1><p>by Ann &lt;ann@example.org&gt;</p>"
    found = html(page(head, f"<p>{PROSE * 3}</p>", head=link))
    assert "example" not in found.chapters[0].text
    assert not any("example" in note.text for note in found.notes)


def test_no_style_gets_into_the_text():
    evil = "<style>.x {font-style: italic; background: url(http://example.com/t.gif)}</style>"
    found = html(page(f"<p>{PROSE}<span class=x style='position:fixed'>Rain</span></p>", head=evil))
    assert found.chapters[0].html.endswith("<i>Rain</i></p>")


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "shift_jis", "iso-8859-2", "big5"])
def test_a_page_is_read_in_the_encoding_that_it_names(charset):
    text = {"shift_jis": "雨が降る", "big5": "下雨了", "iso-8859-2": "Łódź żółw"}.get(
        charset, "Дождь"
    )
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    source = page(f"<p>{text}</p>", head=meta)
    assert read(source.encode(charset), "page.html").source == text


@pytest.mark.parametrize("charset", ["utf-7", "punycode", "rot13", "zlib", "nonsense", "utf-16"])
def test_what_no_page_is_written_in_is_not_believed(charset):
    source = page("<p>+ADw-b+AD4- rain</p>", head=f"<meta charset={charset}>")
    assert read(source.encode(), "page.html").source == "+ADw-b+AD4- rain"


def test_an_archive_without_a_page_in_it_is_text():
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\tboundary="x"\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\nRain.\r\n--x--\r\n'
    )
    assert "Rain" in read(data, "page.mhtml").source
