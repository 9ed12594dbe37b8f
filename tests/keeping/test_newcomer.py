"""A newcomer's way: an empty folder, production settings, /setup, a story, a backup; restored in
another folder with another database, it is the same archive."""

import os
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings

from tests.keeping.newcomer import ROOT, Archive

PASSWORD = "a lamp, a ladder and a long corridor"
SAMPLE = ROOT / "samples" / "nobody-in-the-attic.txt"


@pytest.fixture
def databases() -> Iterator[list[str]]:
    """The addresses of two empty databases on the server of the tests."""
    server = urlsplit(settings.DATABASE_URL)
    names = [f"newcomer_{os.getpid()}_{one}" for one in ("first", "second")]
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield [urlunsplit(server._replace(path=f"/{name}")) for name in names]
        for name in names:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@pytest.mark.deep
def test_from_an_empty_folder_to_a_restored_archive(tmp_path, databases):
    with Archive(tmp_path / "first", databases[0], free_port()) as archive:
        archive.prepare()
        visitor = archive.serve()
        set_up(archive, visitor)
        address = put_up_a_story(visitor)
        read = the_story(visitor, address)
        archive.manage("backup", "--to", str(tmp_path / "backups"))
        originals = archive.hashes()
    [backup] = (tmp_path / "backups").iterdir()

    with Archive(tmp_path / "second", databases[1], free_port()) as restored:
        restored.manage("restore", str(backup))
        assert "overwrite" in restored.manage("restore", str(backup), may_fail=True)
        assert restored.hashes() == originals != {}
        restored.manage("collectstatic", "--no-input")
        visitor = restored.serve()
        assert the_story(visitor, address) == read
        visitor.go("/accounts/login/")
        assert visitor.send(login="lamplighter", password=PASSWORD) == "/desk"
        assert "Nobody in the Attic" in visitor.text("main")


def set_up(archive, visitor) -> None:
    assert visitor.go("/") == "/setup"
    # Other names under the newcomer's domain may have no https: this one binds itself alone.
    assert visitor.headers["Strict-Transport-Security"] == "max-age=31536000"
    visitor.send(code="AAAA-AAAA-AAAA")
    assert "not the code" in visitor.text("main")
    visitor.send(code=archive.setup_code())
    visitor.send(name="The Long Corridor", pen_name="Wick", username="lamplighter",
                 password1=PASSWORD, password2="something else entirely")  # fmt: skip
    assert "not the same" in visitor.text("main")
    visitor.send(password1=PASSWORD, password2=PASSWORD)
    assert "Put up the first story" in visitor.text("main")
    assert visitor.go("/") == "/"
    assert visitor.text("h1") == "The Long Corridor"


def put_up_a_story(visitor) -> str:
    visitor.go("/write")
    visitor.send(text=SAMPLE.read_text(encoding="utf-8"))
    visitor.send("publish", fandoms="Jane Eyre", rating="general",
                 warnings=visitor.page.css("[name=warnings]")[0].attributes["value"])  # fmt: skip
    assert visitor.address.startswith("/works/"), visitor.text("main")
    return visitor.address


def the_story(visitor, address) -> list[str]:
    """What a guest reads there: title, fandom, notes, text."""
    visitor.session.cookies.clear()
    visitor.go(address)
    read = [visitor.text(part) for part in ("h1", "dd.fandom", ".notes", "#chapters")]
    assert all(read)
    return read
