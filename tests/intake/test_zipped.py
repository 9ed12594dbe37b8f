"""Packed files are opened within limits, and nothing that they say of themselves is believed."""

import stat
import struct
import zipfile
from io import BytesIO

import pytest

from intake.reader import zipped
from intake.reader.unreadable import Unreadable
from intake.reader.zipped import Zipped
from tests.intake.packed_files import zip_of


def entry(name, mode=0, flags=0):
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.flag_bits |= flags
    return info


def one(info, data=b"words"):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(info, data)
    return file.getvalue()


def locked(data):
    """Says that its only entry is encrypted."""
    return (
        data[:6]
        + b"\x01\x00"
        + data[8:].replace(
            b"PK\x01\x02" + data[data.index(b"PK\x01\x02") + 4 :][:4] + b"\x00\x00",
            b"PK\x01\x02" + data[data.index(b"PK\x01\x02") + 4 :][:4] + b"\x01\x00",
        )
    )


def test_what_is_in_it_is_there_by_its_name():
    packed = Zipped(zip_of({"a/one.txt": b"1", "two.txt": b"22", "folder/": b""}))
    assert packed.names == ("a/one.txt", "two.txt")
    assert packed.sizes == {"a/one.txt": 1, "two.txt": 2}
    assert "two.txt" in packed
    assert (packed.read("two.txt"), packed.head("two.txt", 1)) == (b"22", b"2")


def test_names_are_understood_as_they_were_meant():
    windows = one(entry("Stories\\rain.txt"))
    assert Zipped(windows).names == ("Stories/rain.txt",)
    undeclared = zip_of({"Café.txt": b"x"}).replace(b"\x00\x08\x00\x00", b"\x00\x00\x00\x00")
    assert Zipped(undeclared).names == ("Café.txt",)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zip_of({f"{n}.txt": b"" for n in range(2_001)}), "too many files"),
        (one(entry("link", stat.S_IFLNK | 0o777), b"/etc/passwd"), "do not trust"),
        (one(entry("/etc/passwd")), "do not trust"),
        (one(entry("a/../../b")), "do not trust"),
        (one(entry("..\\..\\b")), "do not trust"),
        (one(entry("C:\\b")), "do not trust"),
        (zip_of([("a.txt", b"1"), ("a.txt", b"2")]), "do not trust"),
        (locked(one(entry("a.txt"))), "password"),
        (zip_of({"a.txt": b"words"})[:-30], "damaged"),
        (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
        (b"PK\x05\x06", "damaged"),
    ],
    ids=[
        "many",
        "link",
        "root",
        "above",
        "windows",
        "drive",
        "twice",
        "locked",
        "cut",
        "zeros",
        "short",
    ],
)
def test_what_cannot_be_trusted_is_not_opened(data, sentence):
    with pytest.raises(Unreadable, match=sentence):
        Zipped(data)


def test_a_directory_is_weighed_before_it_is_read():
    many = zip_of({"x" * 200 + str(n): b"" for n in range(5_000)})
    with pytest.raises(Unreadable, match="too many files"):
        Zipped(many)


def test_the_limits_of_size_are_counted_and_not_believed():
    bomb = zip_of({"a.xml": b"\x00" * 30_000_000})
    start = bomb.index(b"PK\x01\x02")
    lying = bomb[: start + 24] + struct.pack("<L", 100) + bomb[start + 28 :]
    for data in (bomb, lying):
        with pytest.raises(Unreadable):
            Zipped(data).read("a.xml")


def test_small_entries_may_grow_as_they_like_and_larger_ones_a_hundred_times():
    small = Zipped(zip_of({"a.txt": b"a" * (zipped.FLOOR - 1)}))
    assert len(small.read("a.txt")) == zipped.FLOOR - 1
    with pytest.raises(Unreadable, match="too large"):
        Zipped(zip_of({"a.txt": b"a" * (zipped.FLOOR + 1)})).read("a.txt")


def test_all_entries_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(zipped, "INFLATED", 3_000_000)
    packed = Zipped(zip_of({f"{n}.txt": b"a" * 900_000 for n in range(4)}))
    with pytest.raises(Unreadable, match="too large"):
        packed.inspect()


def test_a_damaged_entry_is_found_out():
    data = bytearray(zip_of({"a.txt": b"some words"}, stored=("a.txt",)))
    data[data.index(b"words")] ^= 1
    with pytest.raises(Unreadable, match="damaged"):
        Zipped(bytes(data)).read("a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_parts_that_define_entities_are_refused(encoding):
    xml = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode(encoding)
    for padding in (b"", b" " * (zipped.PIECE - 25)):
        with pytest.raises(Unreadable, match="do not trust"):
            Zipped(zip_of({"a.xml": padding + xml})).inspect(xml=(".xml",))


def test_a_plain_doctype_is_harmless():
    xml = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/x.dtd"><html/>'
    Zipped(zip_of({"a.xhtml": xml, "b.jpg": b"<!ENTITY"})).inspect(xml=(".xhtml",))
