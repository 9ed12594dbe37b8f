"""A backup that is damaged, cut short, or made by somebody hostile is refused with a sentence."""

import io
import json
import shutil
import tarfile
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.backup import BackupError, back_up, check, restore, sums
from tests.keeping.conftest import is_empty

MANIFEST = {
    "backup of": "ficwright",
    "format": 1,
    "name": "An archive",
    "taken_at": "2026-11-22T15:30:00+00:00",
    "version": "0.1.0",
    "postgresql": "18.6",
    "migrations": {},
    "rows": {},
    "left_out": [],
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "backup.tar"


@pytest.fixture
def good(archive, path):
    shutil.move(back_up(path.parent / "backups", say=str).path, path)
    return path


def member(name, data=b"x", **fields):
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, data


def pack(path, *members, manifest=MANIFEST, dump=b"PGDMP", after=()):
    """A tar with these files in it, and everything else as it should be."""
    facts = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    all_members = [member("manifest.json", facts), member("database.dump", dump), *members]
    lines = [sums.line(sha256(data).hexdigest(), info.name) for info, data in all_members]
    all_members += [member("SHA256SUMS", b"".join(lines)), *after]
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        for info, data in all_members:
            tar.addfile(info, io.BytesIO(data) if info.isreg() else None)


def fails(path, sentence):
    with pytest.raises(BackupError, match=sentence):
        check(path)


def test_one_that_is_as_it_should_be_passes(path):
    pack(path, member("files/a/b"), member("files/c"))
    assert check(path).files == 2


# Not a backup at all


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "no tar file"), (b"A letter.\n", "no tar file"), (b"\x1f\x8b" * 900, "no tar file")],
)
def test_another_file_is_recognised(path, content, sentence):
    path.write_bytes(content)
    fails(path, sentence)


def test_a_folder_and_an_absent_file_are_one_sentence(path, tmp_path):
    fails(path, "cannot be read: no such file")
    fails(tmp_path, "cannot be read: is a directory")


def test_a_tar_of_something_else_is_recognised(path):
    with tarfile.open(path, "w") as tar:
        tar.addfile(*[member("photo.jpg")[0], io.BytesIO(b"x")])
    fails(path, "not a backup of Ficwright: 'photo.jpg' stands where manifest.json should")


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        (b"{", "is no JSON"),
        (b"[]", "not a backup"),
        (b'"ficwright"', "not a backup"),
        ({**MANIFEST, "backup of": "a kitchen"}, "not a backup"),
        ({**MANIFEST, "format": 2}, "newer Ficwright .*format is 2, and 1 is the last one known"),
        ({**MANIFEST, "format": "1"}, "lacks something"),
        ({**MANIFEST, "rows": None}, "lacks something"),
        ({**MANIFEST, "more": 1}, "lacks something"),
        (b"[" * 5_000_000, "too large"),
        (b"[" * 1_000_000, "is no JSON"),
    ],
)
def test_what_it_says_of_itself_is_looked_at_first(path, manifest, sentence):
    pack(path, manifest=manifest)
    fails(path, sentence)


# Damaged


def test_a_backup_that_was_cut_anywhere_is_refused(good):
    data = good.read_bytes()
    end = len(data.rstrip(b"\0"))
    for size in {0, 1, 511, 512, 1024, 5000, *range(0, end, end // 60), end - 1}:
        good.write_bytes(data[:size])
        with pytest.raises(BackupError):
            check(good)


def test_a_flipped_bit_anywhere_in_what_is_kept_is_found(good):
    data = good.read_bytes()
    with tarfile.open(good) as tar:
        places = [
            place
            for one in tar
            for place in (one.offset + 3, one.offset_data, one.offset_data + one.size - 1)
        ]
    for place in places:
        broken = bytearray(data)
        broken[place] ^= 1
        good.write_bytes(broken)
        with pytest.raises(BackupError):
            check(good)


def test_the_damaged_file_is_named(good):
    data = bytearray(good.read_bytes())
    with tarfile.open(good) as tar:
        victim = tar.getmembers()[5]
    data[victim.offset_data + 10] ^= 1
    good.write_bytes(data)
    fails(good, f"damaged or not complete: {victim.name} is not what was written")


def test_a_damaged_backup_changes_nothing(good, elsewhere):
    elsewhere()
    data = bytearray(good.read_bytes())
    with tarfile.open(good) as tar:
        dump = tar.getmember("database.dump")
    data[dump.offset_data + dump.size // 2] ^= 1  # not in what tar pads with
    good.write_bytes(data)
    with pytest.raises(BackupError, match="damaged"):
        restore(good, say=str)
    assert is_empty()


def test_a_dump_that_is_none_changes_nothing(path, elsewhere):
    elsewhere()
    pack(path, member("files/a"), dump=b"no dump at all")
    with pytest.raises(BackupError, match=r"pg_restore failed: .*not appear to be a valid archive"):
        restore(path, say=str)
    assert is_empty()


def test_rows_that_are_not_there_are_missed(good, elsewhere):
    """The dump is whole, but does not hold what the manifest says."""
    elsewhere()
    with tarfile.open(good) as tar:
        read = {one.name: tar.extractfile(one).read() for one in tar}
    facts = json.loads(read["manifest.json"])
    facts["rows"]["public.stories_story"] += 1
    files = [member(name, data) for name, data in read.items() if name.startswith("files/")]
    pack(good, *files, manifest=facts, dump=read["database.dump"])
    with pytest.raises(BackupError, match="stories_story has 12 rows and not 13"):
        restore(good, say=str)
    assert is_empty()


# Hostile


@pytest.mark.parametrize(
    "name",
    [
        "files/../../escaped",
        "files/..",
        "files/a/../../../escaped",
        "/tmp/escaped",
        "files//tmp/escaped",
        "files/./a",
        "files",
        "escaped",
        "../escaped",
        "files/.restoring/a",
        "manifest.json",
        "database.dump",
    ],
)
def test_nothing_is_written_outside_of_the_folder(name, path, elsewhere):
    pack(path, member(name))
    fails(path, "may be hostile")
    elsewhere()
    with pytest.raises(BackupError, match="may be hostile"):
        restore(path, say=str)
    assert is_empty()


@pytest.mark.parametrize(
    "fields",
    [
        {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"},
        {"type": tarfile.LNKTYPE, "linkname": "manifest.json"},
        {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 3},
        {"type": tarfile.FIFOTYPE},
        {"type": tarfile.DIRTYPE},
        {"type": tarfile.CONTTYPE},
        {"pax_headers": {"GNU.sparse.map": "0,1", "GNU.sparse.size": "1000000000000"}},
    ],
)
def test_only_ordinary_files_are_taken(fields, path):
    pack(path, member("files/a", **fields))
    fails(path, "may be hostile")


def test_a_file_that_comes_twice_changes_nothing(path, elsewhere):
    elsewhere()
    pack(path, member("files/a"), member("files/a", b"y"))
    with pytest.raises(BackupError, match="holds files/a twice"):
        restore(path, say=str)
    assert is_empty()


def test_a_file_below_a_file_changes_nothing(path, elsewhere):
    elsewhere()
    pack(path, member("files/a"), member("files/a/b"))
    with pytest.raises(BackupError, match="cannot be used"):
        restore(path, say=str)
    assert is_empty()


def test_nothing_may_follow_the_list(path):
    pack(path, after=[member("files/late")])
    fails(path, "'files/late' stands where nothing should")


def test_a_table_that_is_called_like_a_command_is_only_a_name(path, good, elsewhere):
    elsewhere()
    with tarfile.open(good) as tar:
        read = {one.name: tar.extractfile(one).read() for one in tar}
    facts = json.loads(read["manifest.json"])
    facts["rows"] = {"x'; COMMIT; SELECT $compare$; --": 1}
    pack(good, manifest=facts, dump=read["database.dump"])
    with pytest.raises(BackupError, match="psql failed"):
        restore(good, say=str)
    assert is_empty()


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_every_name_survives_the_list_of_hashes(name):
    line = sums.line("ab" * 32, name)
    assert line.count(b"\n") == 1
    assert sums.parse(line) == ("ab" * 32, name)
