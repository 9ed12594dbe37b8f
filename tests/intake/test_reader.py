"""The door: what is read, what is refused, and with which sentence."""

import dataclasses
import json

import pytest

from intake import Unreadable, read
from intake.reader.kinds import LONGEST
from intake.reader.manuscript import Manuscript


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "x.txt", "This file is empty."),
        (b" \r\n\t\n", "x.txt", "This file is empty."),
        (b"\xef\xbb\xbf  \n", "x.txt", "There is no text in this file."),
        (b"PK\x03\x04....", "x.docx", "This file is damaged: it cannot be unpacked."),
        (b"PK\x03\x04....", "x.epub", "This file is damaged: it cannot be unpacked."),
        (b"\xd0\xcf\x11\xe0....", "x.doc", "We cannot read files of old office programs."),
        (b"{\\rtf1}", "x.rtf", "There is no text in this file."),
        (b"%PDF-1.4", "x.pdf", "We cannot read PDF files."),
        (b"\x89PNG\r\n\x1a\n", "x.png", "This is a picture, not a text."),
        (b"\x01\x02\x03\x04abc", "x.bin", "This does not look like a text."),
        (b"x" * (LONGEST + 1), "x.txt", "This file is larger than 5 million bytes."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data, name, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(data, name)
    assert str(refusal.value).startswith(sentence)


def test_the_encoding_is_reported_where_it_was_a_guess():
    assert read(b"It\x92s raining again.").report[0].reason == "The file was read as Windows-1252."
    assert read("It’s raining again.".encode()).report == ()


def test_a_manuscript_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        read(b"It rains.").source = ""  # type: ignore[misc]


def test_the_json_has_the_promised_shape():
    manuscript = read(b"Rain\nNotes: Total fluff.\nDisclaimer: Not mine.\n\noOo\n\nIt rained.\n")
    found = json.loads(json.dumps(manuscript.to_json()))
    assert found["title"] == "Rain"
    assert found["notes"] == ["Total fluff."]
    assert (found["summary"], found["dedication"], found["au_premise"]) == ("", "", "")
    assert found["suggested"]["freeform"] == [
        {"name": "Fluff", "why": "Notes: Total fluff.", "line": 2, "stated": False}
    ]
    assert found["header_lines"] == [{"label": "Disclaimer", "value": "Not mine.", "line": 3}]
    assert found["chapters"][0]["title"] == ""
    assert found["chapters"][0]["html"] == "<p>It rained.</p>"
    assert found["chapters"][0]["text"] == "It rained."
    assert [line["text"] for line in found["report"]] == ["oOo"]


def test_an_empty_manuscript_is_whole_too():
    assert Manuscript().to_json()["title"] == ""
    assert Manuscript().fields == ()


@pytest.mark.parametrize(
    "unit", ["<", "*a ", "_a ", "<i>", "</i>", "<a", "\n ", "&", "- ", "a/", "("]
)
def test_heaps_of_signs_are_read_in_linear_time(unit):
    """No stopwatch: quadratic code would not come back from so many."""
    read((unit * (200_000 // len(unit)) + "x").encode())


@pytest.mark.parametrize(
    "line",
    ["Title: ", "Chapter 1\n\n", "Summary: x\n\n", "1. A\n\n", "The End\n\n", "oOo\n", "by x\n"],
)
def test_heaps_of_headers_are_read_in_linear_time(line):
    read((line * (100_000 // len(line)) + "\nx").encode())
