"""Mails, posts and what hangs on them: nothing of the way a story came reaches its readers."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intake import read
from intake.reader.addresses import addresses
from intake.reader.mail.envelope import is_links
from intake.reader.mail.mails import divided
from tests.intake import envelopes
from tests.intake.test_conservation import proven

BODY = "She went out into the rain, and nobody saw her go.\n\nHe stayed where he was.\n"


def text_of(manuscript) -> str:
    return "\n".join(chapter.text for chapter in manuscript.chapters)


@given(
    st.one_of(
        envelopes.mails(),
        envelopes.mails(),
        envelopes.quoted(),
        envelopes.printables(),
        envelopes.escaped(),
        envelopes.garbled(),
    )
)
def test_every_word_of_a_mail_arrives(text):
    assume(text.strip())
    assert proven(read(text.encode()))


@given(envelopes.addresses(), envelopes.requests())
def test_no_address_of_the_author_is_public(address, request_):
    text = (
        f"Title: Rain\nAuthor: Ann {address}\nNotes: {request_}\n\n{BODY}\nThe End\n\n{request_}\n"
    )
    found = read(text.encode())
    public = [found.title, found.summary, *found.notes, *found.end_notes]
    shown = "\n".join([text_of(found), *(part.text + part.html for part in public)])
    assert not list(addresses(shown))
    assert proven(found)


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org",
        "<ann@example.org>",
        "ann[at]example.org",
        "ann(at)example.org",
        "ann AT example DOT org",
        "ann at example dot org",
        "ann@REMOVETHIS.example.org",
        "ann @ example.org",
    ],
)
def test_an_address_is_known_however_it_hides(address):
    found = read(f"Title: Rain\nNotes: Wet. Feedback to {address}.\n\n{BODY}".encode())
    assert [note.text for note in found.notes] == ["Wet."]
    assert any("ann" in line.value for line in found.header_lines)


@pytest.mark.parametrize(
    "words", ["Look AT this.", "3 @ 5 each", "@home", "at home (at last)", "AT the top. Then"]
)
def test_what_is_no_address_stays(words):
    assert not list(addresses(words))


def test_all_ways_to_write_an_address_are_one():
    ways = "ann@example.org ann[at]example.org ann AT example DOT org ann@REMOVETHIS.example.org"
    assert {one.key for one in addresses(ways)} == {"ann@example.org"}


def test_in_a_story_only_the_authors_own_address_goes():
    head = "From: Ann <ann@example.org>\nSubject: Rain\n\n"
    text = f"{head}{BODY}\nIt said x@moon.example.\n\nAnn@example.org\n\n{BODY}"
    shown = text_of(read(text.encode()))
    assert "x@moon.example" in shown
    assert "nn@example" not in shown


def test_a_page_keeps_no_link_to_a_mailbox():
    link = '<a href="mailto:ann@example.org">Ann</a>'
    page = f"<html><body><h1>Rain</h1><p>By {link} went the bus.</p><p>{BODY}</p></body></html>"
    found = read(page.encode(), "rain.html")
    assert "mailto" not in "".join(chapter.html for chapter in found.chapters)
    assert "Ann" in text_of(found) or found.header_lines


def test_a_second_mail_of_the_same_sender_is_the_next_part():
    mail = "From: Ann <ann@example.org>\nSubject: Rain ({}/2)\n\n" + BODY
    assert len(divided(mail.format(1) + "\n" + mail.format(2))) == 2


def test_mails_that_people_write_in_a_story_are_the_story():
    inner = "From: Xander <x@moon.example>\nSubject: Demons\nTo: Giles\n\nHelp.\n"
    text = f"From: Ann <ann@example.org>\nSubject: Rain (1/2)\n\n{BODY}\n{inner}\n{BODY}"
    found = read(text.encode())
    assert "Subject: Demons" in text_of(found).replace("\n", " ")


def test_a_line_of_links_is_told_from_a_sentence():
    assert is_links("Author - Title - Date - Spoilers")
    assert is_links("[Home] [Index] [Search]")
    assert not is_links("Home - the date of last files - was gone")
    assert not is_links("The story of the title")


def test_two_hyphens_before_more_story_are_no_signature():
    text = f"Rain\nby Ann\n\n{BODY}\n--\n\nThe next day it was dry.\n"
    assert "The next day" in text_of(read(text.encode()))


@pytest.mark.parametrize("unit", ["a@", "@b.c ", "=20", "&amp;", "> a\n", "From: a@b.example\n\n"])
def test_heaps_of_mail_signs_are_read_in_linear_time(unit):
    read((unit * (200_000 // len(unit)) + "x").encode())


def test_several_mails_in_one_document_are_all_parts_already():
    mail = "From: Ann <ann@example.org>\nSubject: Rain ({}/2)\n\n" + BODY
    found = read((mail.format(1) + "\n" + mail.format(2)).encode())
    assert found.part is None
    assert len(found.chapters) == 2
    assert read(mail.format(1).encode()).part == (1, 2)
