"""What a file is: by its bytes, and only then by its name."""

import pytest

from intake import Unreadable, read
from intake.reader.kinds import LIGHT, Kind, kind_of
from tests.intake.packed_files import (
    RAIN,
    book_file,
    fiction_book,
    open_document_file,
    word_file,
    zip_of,
)

FONTS = "http://www.idpf.org/2008/embedding"
DRM = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def encryption(algorithm):
    return {
        "META-INF/encryption.xml": f'<e><EncryptionMethod Algorithm="{algorithm}"/></e>'
    }.items()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"It rained.", "rain.txt", Kind.TEXT),
        (b"It rained.", "", Kind.TEXT),
        (b"It rained.", "rain.docx", Kind.TEXT),
        (b"It rained.", "rain.md", Kind.MARKDOWN),
        (b"It rained.", "RAIN.MARKDOWN", Kind.MARKDOWN),
        (b"<html><body>It rained.", "rain.txt", Kind.HTML),
        (b"<html><body>It rained.", "rain.doc", Kind.HTML),
        (b"<html><body>It rained.", "rain.md", Kind.HTML),
        (b"It <i>rained</i>.", "rain.html", Kind.HTML),
        (b"{\\rtf1 It rained.}", "rain.rtf", Kind.RTF),
        (b"{\\rtf1 It rained.}", "rain.doc", Kind.RTF),
        (b"\r\n {\\rtf1 It rained.}", "rain", Kind.RTF),
        (word_file(), "rain.docx", Kind.DOCX),
        (word_file(), "rain.zip", Kind.DOCX),
        (open_document_file(), "rain.odt", Kind.ODT),
        (book_file(), "rain.epub", Kind.EPUB),
        (book_file(more=encryption(FONTS)), "rain.epub", Kind.EPUB),
        (fiction_book(), "rain.fb2", Kind.FB2),
        (fiction_book(), "rain.xml", Kind.FB2),
        (b"\xef\xbb\xbf" + fiction_book(), "rain.fb2", Kind.FB2),
        (zip_of({"rain.fb2": fiction_book()}), "rain.fb2.zip", Kind.FB2),
        (zip_of({"rain.txt": RAIN, "sun.txt": RAIN}), "both.zip", Kind.ZIP),
        (zip_of({"rain.txt": RAIN}), "rain.docx", Kind.ZIP),
    ],
)
def test_a_file_is_what_its_bytes_say(data, name, kind):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        (b"\xffWPC....", "save it as .docx"),
        (b"%PDF-1.7", "We cannot read PDF files."),
        (b"\0" * 60 + b"BOOKMOBI", "EPUB or HTML file instead"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"RIFF....WEBPVP8 ", "This is a picture"),
        (b"\0\0\0\x18ftypheic", "This is a picture"),
        (b"\0\0\0\x18ftypmp42", "This is a sound or a film"),
        (b"ID3\x03", "This is a sound or a film"),
        (b"\x7fELF\x02\x01", "This is a program"),
        (b"MZ\x90\x00\x03", "This is a program"),
        (b"\x1f\x8b\x08", "Unpack it"),
        (b"Rar!\x1a\x07\x00", "Unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "Unpack it"),
        (zip_of({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "This is a spreadsheet"),
        (zip_of({"[Content_Types].xml": "x", "ppt/slides.xml": "x"}), "This is a spreadsheet"),
        (zip_of({"[Content_Types].xml": "x", "readme.txt": "x"}), "There is no document in"),
        (
            zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "This is a spreadsheet",
        ),
        (book_file(more=encryption(DRM)), "This EPUB is locked"),
        (book_file(more=[("META-INF/rights.xml", "x")]), "This EPUB is locked"),
        (zip_of({}), "This file is empty."),
        (zip_of({"folder/": ""}), "This file is empty."),
        (b"\0\0\0\0", "This file is empty."),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do_instead(data, sentence):
    with pytest.raises(Unreadable, match=sentence):
        kind_of(data, "rain.txt")


def test_a_zip_of_several_files_is_no_single_story():
    with pytest.raises(Unreadable, match="a zip of several files"):
        read(zip_of({"rain.txt": RAIN, "sun.txt": RAIN}), "both.zip")


def test_the_web_process_reads_nothing_packed():
    assert LIGHT.isdisjoint((Kind.DOCX, Kind.ODT, Kind.RTF, Kind.FB2, Kind.EPUB, Kind.ZIP))


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (word_file, "rain.docx"),
        (open_document_file, "rain.odt"),
        (book_file, "rain.epub"),
        (fiction_book, "rain.fb2"),
        (lambda: zip_of({"a.fb2": fiction_book()}), "rain.fb2.zip"),
        (lambda: b"{\\rtf1\\ansi " + RAIN.encode() + b"\\par}", "rain.rtf"),
        (RAIN.encode, "rain.md"),
    ],
)
def test_each_kind_is_read_whatever_the_file_is_called(make, name):
    for called in (name, "story.txt" if name != "rain.md" else name, "", "../../etc/passwd"):
        found = read(make(), called)
        assert [chapter.html for chapter in found.chapters] == [f"<p>{RAIN}</p>"]
