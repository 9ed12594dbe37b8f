"""A text may be as odd as it likes: it costs no more than a novel, and no word of it is lost."""

from time import process_time

import pytest

from core.words import words
from intake import reader
from intake.models import GUESTS_BYTES
from intake.reader import conservation, read
from intake.views import check as view
from tests.intake.conftest import read_all

SECONDS = 6  # of the processor for all that a guest may bring; twice what it takes at work
SIZES = [GUESTS_BYTES // 4, pytest.param(GUESTS_BYTES, marks=pytest.mark.deep)]
ODD = {
    "dashes": "-\n",
    "letters": "a\n",
    "summaries": "Summary: a\n",
    "titles": "Title: x\n",
    "long titles": "Title: and what follows it\n",
    "chapters": "Chapter 1\n\na\n\n",
    "long chapters": f"Part 1\nNote: {'b c ' * 15}\n\n",
    "unknown labels": "Xy: z\n",
    "tags": "<i>a</i>",
    "pages": "<html><p>a\n",
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", ODD.values(), ids=ODD)
def test_a_guests_million_bytes_of_anything_are_read_in_seconds(piece, size):
    data = (piece * (size // len(piece))).encode()
    start = process_time()
    manuscript = read(data)
    assert process_time() - start < SECONDS * size / GUESTS_BYTES
    assert conservation.check(manuscript, manuscript.source).is_complete


def test_of_a_text_in_shreds_all_is_body_and_the_report_says_so():
    lines = [f"Word{number}" for number in range(reader.MANY_PIECES + 2)]
    manuscript = read("\n".join(lines).encode())
    assert words(manuscript.chapters[0].text) == lines
    assert "too many short lines" in manuscript.report[0].reason


def test_a_text_below_that_is_read_line_by_line():
    lines = ["Title: Rain", "", *(f"Word{number}" for number in range(2_000))]
    assert read("\n".join(lines).encode()).title.text == "Rain"


def test_a_header_without_an_end_ends(monkeypatch):
    monkeypatch.setattr("intake.reader.header.front_matter.ENTRIES", 3)
    manuscript = read("".join(f"Author: A{n}\n" for n in range(9)).encode())
    assert len(manuscript.header_lines) == 3
    assert "A8" in manuscript.chapters[0].text


def test_too_many_headings_divide_nothing(monkeypatch):
    monkeypatch.setattr("intake.reader.body.chapters.CHAPTERS", 3)
    text = "\n\n".join(f"Chapter {n}\n\nIt rained." for n in range(1, 6))
    assert [words(chapter.text)[1] for chapter in read(text.encode()).chapters] == ["1"]


def long_text() -> str:
    sentence = "Sentence {} of a long text in which it never stopped raining."
    return "A Title\n\n" + "\n\n".join(map(sentence.format, range(1, 2_001)))


@pytest.mark.django_db
def test_of_a_long_text_the_check_page_shows_how_it_begins_and_ends(client, bring):
    source = bring(long_text())
    page = client.get(source.get_absolute_url()).text
    assert len(page) < 100_000
    assert "Sentence 1 of" in page
    assert "Sentence 1000 of" not in page
    assert "Sentence 2000 of" in page
    assert "Show and change the whole text" in page
    assert "Nothing was left out." in page
    assert 'name="chapter-0-html"' not in page


@pytest.mark.django_db
def test_the_whole_of_it_is_a_button_away_and_can_be_changed(client, bring):
    source = bring(long_text())
    whole = source.get_absolute_url() + "?whole"
    page = client.get(whole).text
    assert "Sentence 1000 of" in page
    assert 'name="chapter-0-html"' in page
    assert "Show and change the whole text" not in page
    assert client.post(whole, {"look": "", "summary": "Rain."}).url == whole


@pytest.mark.django_db
def test_what_was_not_shown_whole_is_kept_whole(client, alice, bring):
    client.force_login(alice)
    source = bring(long_text())
    client.post(source.get_absolute_url(), {"draft": "", "summary": "Rain."})
    source.refresh_from_db()
    body = source.story.chapters.get().current_fields()["html"]
    assert body.count("<p>") == 2_000


@pytest.mark.django_db
def test_a_million_short_lines_of_a_guest_have_a_check_page(client, bring):
    source = bring("-\n" * 495_000)
    read_all()
    start = process_time()
    page = client.get(source.get_absolute_url())
    assert page.status_code == 200
    assert process_time() - start < SECONDS
    assert "Nothing was left out." in page.text


@pytest.mark.django_db
def test_a_guest_may_look_so_often_in_ten_minutes(client, bring, monkeypatch):
    monkeypatch.setattr(view, "GUESTS_LOOKS", 2)
    address = bring().get_absolute_url()
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]
    assert "Your text is kept." in client.get(address).text
    posts = [client.post(address, {"look": ""}).status_code for _ in range(3)]
    assert posts == [302, 302, 429]


@pytest.mark.django_db
def test_members_look_as_often_as_they_like(client, source, monkeypatch):
    monkeypatch.setattr(view, "GUESTS_LOOKS", 0)
    assert client.get(source.get_absolute_url()).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["warnings", "categories", "suggested", "show_line"])
@pytest.mark.parametrize("button", ["look", "draft", "publish"])
def test_a_zero_byte_in_a_choice_breaks_nothing(client, source, field, button):
    said = {field: ["a\x00b", "c"], button: ""}
    assert client.post(source.get_absolute_url(), said).status_code < 500
    source.refresh_from_db()
    assert source.corrections[field] == ["a b", "c"]
