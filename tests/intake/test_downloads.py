"""Other archives' files become exactly the story that they hold."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings

from core.html import clean, visible_text
from core.words import words
from intake import read, tongues
from intake.reader.carrying import packed
from intake.reader.conservation import check
from intake.reader.downloads import ao3_words, ffn_line
from intake.reader.downloads.epub import opened
from intake.reader.downloads.sites import origin_anywhere, origin_of
from intake.reader.manuscript import NOWHERE, Manuscript
from stories.languages import LANGUAGES
from tags import vocabulary
from tests.intake import downloads
from tests.intake.downloads import Work, ao3_html, calibre, works

COLLECTION = Path(__file__).parent / "collection" / "downloads"


def stated(manuscript: Manuscript, kind: str) -> list[str]:
    return [one.name for one in manuscript.suggestions(kind) if one.stated]


def said(html: str) -> list[str]:
    return words(visible_text(clean(html)))


def assert_is(manuscript: Manuscript, work: Work) -> None:
    """Every tag by its kind, and every text in its place."""
    counts = check(manuscript, manuscript.source)
    assert counts.is_complete, (counts.missing, counts.added, counts.in_order)
    assert manuscript.title.text == " ".join(work.title.split())
    for kind in ("category", "fandom", "relationship", "character", "freeform"):
        assert stated(manuscript, kind) == list(work.tags[kind])
    assert stated(manuscript, "rating") == [downloads.RATINGS[work.tags["rating"][0]]]
    assert stated(manuscript, "warning") == [downloads.WARNINGS[n] for n in work.tags["warning"]]
    assert stated(manuscript, "author") == list(work.authors)
    assert [(one.name, one.position) for one in manuscript.series] == [
        (" ".join(name.split()), number) for name, number in work.series
    ]
    assert manuscript.origin.key == f"ao3:{work.number}"
    figures = manuscript.figures
    assert (figures.words, figures.planned, figures.chapters) == (
        work.words,
        work.planned,
        len(work.parts),
    )
    assert figures.is_complete == (work.planned == len(work.parts))
    assert words(manuscript.summary.text) == said(work.summary)
    assert words(" ".join(note.text for note in manuscript.notes)) == said(work.notes)
    assert words(" ".join(note.text for note in manuscript.end_notes)) == said(work.end_notes)
    for chapter, part in zip(manuscript.chapters, work.parts, strict=True):
        assert chapter.html == clean(part.text)
        if len(work.parts) > 1:
            assert words(chapter.summary.text) == said(part.summary)
            assert words(" ".join(n.text for n in chapter.notes)) == said(part.notes)
            assert words(" ".join(n.text for n in chapter.end_notes)) == said(part.end_notes)


@given(works())
def test_any_work_comes_from_ao3s_html_with_exactly_its_tags_and_texts(work):
    assert_is(read(ao3_html(work).encode(), "work.html"), work)


@given(works())
@settings(max_examples=30)
def test_any_work_comes_from_ao3s_epub_just_so(work):
    html = ao3_html(work)
    manuscript = read(calibre(html), "work.epub")
    assert_is(manuscript, work)
    assert placeless(manuscript) == placeless(read(html.encode(), "work.html"))


def placeless(manuscript: Manuscript) -> dict:
    """All that there is, but for line numbers."""

    def without(value):
        if isinstance(value, dict):
            return {k: without(v) for k, v in value.items() if k not in ("line", "lines", "report")}
        return [without(one) for one in value] if isinstance(value, list) else value

    found = without(manuscript.to_json())
    found["html"] = [chapter.html for chapter in manuscript.chapters]
    return found


def test_the_epub_of_a_work_is_the_same_manuscript_as_its_html():
    both = [
        read((COLLECTION / name).read_bytes(), name)
        for name in ("ao3-everything.html", "ao3-everything-calibre.epub")
    ]
    assert placeless(both[0]) == placeless(both[1])


@pytest.mark.parametrize("name", list(ao3_words.WARNINGS.values()))
def test_ao3s_warnings_have_our_official_names(name):
    assert name in vocabulary.WARNINGS


def test_ao3s_categories_are_ours():
    assert list(ao3_words.CATEGORIES) == vocabulary.CATEGORIES


@pytest.mark.parametrize(
    "name", ["English", "Deutsch", "Português brasileiro", "日本語", "Русский"]
)
def test_ao3s_languages_are_known(name):
    assert tongues.tag_of(name)


@pytest.mark.parametrize("tag", list(ao3_words.TONGUES.values()))
def test_languages_that_ao3_spells_its_own_way_are_ours(tag):
    assert tag in dict(LANGUAGES)


def test_one_work_has_one_origin_whoever_downloaded_it():
    assert origin_of("https://archiveofourown.org/works/12").key == "ao3:12"
    assert origin_of("http://www.archiveofourown.org/works/12/chapters/34").key == "ao3:12"
    assert origin_of("https://archiveofourown.org/collections/x/works/12?a=b").key == "ao3:12"
    assert origin_of("https://m.fanfiction.net/s/7/1/A-Title").key == "ffn:7"
    assert origin_anywhere("", "fanficfare-uid:www.fanfiction.net-u9-s7").key == "fanfiction.net:7"
    assert origin_anywhere("https://www.fanfiction.net/s/7/1/").key == "ffn:7"
    uid = "fanficfare-uid:archive.example.org-u1-s55"
    page = "https://archive.example.org/viewstory.php?sid=55"
    assert origin_anywhere(page, uid).key == origin_anywhere(page).key == "archive.example.org:55"
    for address in ("", "mailto:x@example.org", "http://[", "https://example.org/works/1"):
        assert origin_of(address) is None


def test_a_download_that_somebody_edited_is_a_page_like_any_other():
    part = downloads.Part("", "<p>It fell.</p>")
    whole = ao3_html(Work("Rain", ("a",), {"fandom": ("Rain",)}, (part,)))
    head, _, body = whole.partition("<body>")
    manuscript = read(f"{head}<body>{body.removesuffix('</body></html>')}{body}".encode(), "t.html")
    assert not manuscript.origin
    assert check(manuscript, manuscript.source).is_complete


def test_a_download_nested_beyond_all_reason_is_a_page_like_any_other():
    part = downloads.Part("", "<div>" * 1_000 + "It fell.")
    work = ao3_html(Work("Rain", ("a",), {"fandom": ("Rain",)}, (part,)))
    manuscript = read(work.encode(), "deep.html")
    assert "It fell." in manuscript.source
    assert not manuscript.origin


def test_ten_thousand_tags_in_a_row_cost_what_their_names_cost():
    names = tuple(f"Tag {number}" for number in range(10_000))
    part = downloads.Part("", "<p>It fell.</p>")
    work = ao3_html(Work("Rain", ("a",), {"fandom": ("Rain",), "freeform": names}, (part,)))
    start = process_time()
    manuscript = read(work.encode(), "tags.html")
    assert process_time() - start < 3
    assert stated(manuscript, "freeform") == list(names)
    assert len(packed(manuscript)) < len(work)


def test_the_element_that_ends_itself_holds_nothing():
    assert opened('<a id="x"/><p>b<br/>c</p>') == '<a id="x"></a><p>b<br/>c</p>'
    assert opened("<div class='a>b'/>") == "<div class='a>b'></div>"
    assert opened('<a href="http://x/">y</a> 1 </ 2') == '<a href="http://x/">y</a> 1 </ 2'


GREY = (
    "Rated: Fiction T - English - Romance/Angst - [Harry P., Hermione G.] Ron W. - Chapters: 12 - "
    "Words: 45,678 - Reviews: 9 - Favs: 3 - Follows: 4 - Updated: 3/4/2012 - Published: 1/2/2011 - "
    "Status: Complete - id: 123456"
)


def test_the_grey_line_of_fanfiction_net_says_everything():
    grey = ffn_line.parse(GREY)
    assert (grey.rating, grey.language) == ("teen", "English")
    assert grey.genres == ("Romance", "Angst")
    assert grey.relationships == ("Harry P./Hermione G.",)
    assert grey.characters == ("Harry P.", "Hermione G.", "Ron W.")
    assert grey.figures.published.isoformat() == "2011-01-02"
    assert grey.figures.updated.isoformat() == "2012-03-04"
    assert (grey.figures.words, grey.figures.chapters, grey.figures.planned) == (45678, 12, 12)
    assert grey.figures.is_complete
    assert grey.origin.key == "ffn:123456"


@pytest.mark.parametrize(
    ("line", "genres", "people"),
    [
        ("Rated: K+ - English - Chapters: 2 - id: 1", (), ()),
        ("Rated: M - Spanish - Hurt/Comfort - OC - Words: 3", ("Hurt/Comfort",), ("OC",)),
        ("Rated: T - English - Sci-Fi/Hurt/Comfort - id: 1", ("Sci-Fi", "Hurt/Comfort"), ()),
        ("Rated: Fiction  K - English - General - Ida M., Tom\n- Words: 1", (), ("Ida M.", "Tom")),
        ("Rated: T - English - [A, B] [C, D] - Words: 1", (), ("A", "B", "C", "D")),
    ],
)
def test_the_grey_line_leaves_out_what_there_is_none_of(line, genres, people):
    grey = ffn_line.parse(line)
    assert (grey.genres, grey.characters) == (genres, people)


def test_several_pairs_of_the_grey_line_are_several_relationships():
    assert ffn_line.parse("Rated: T - English - [A, B] [C, D, E] - Words: 1").relationships == (
        "A/B",
        "C/D/E",
    )


@pytest.mark.parametrize(
    "line",
    ["", "Rated: R", "He was rated: T - by whom?", "Rated: mild - English", "x " * 150 + GREY],
)
def test_any_other_line_is_none(line):
    assert ffn_line.parse(line) is None


def test_a_grey_line_without_years_says_no_dates():
    grey = ffn_line.parse(
        "Rated: T - English - Words: 5 - Updated: 2h ago - Published: 3/4 - id: 9"
    )
    assert grey.figures.published is grey.figures.updated is None
    assert grey.figures.is_complete is False


def test_lines_lead_back_to_the_plain_reading():
    name = "ao3-everything.html"
    manuscript = read((COLLECTION / name).read_bytes(), name)
    lines = manuscript.source.split("\n")
    for part in manuscript.fields:
        assert part.lines != NOWHERE
        first, last = part.lines
        assert "\n".join(lines[first - 1 : last]) == part.source
    for one in manuscript.suggested:
        assert one.why in lines[one.line - 1]


def test_a_file_whose_pages_are_gone_is_not_called_a_download():
    empty = downloads.epub({"a.xhtml": "<p>Rain.</p>"}, "Rain")
    manuscript = read(empty, "rain.epub")
    assert "Rain" in manuscript.source
    assert manuscript.origin is None
