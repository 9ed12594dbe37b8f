"""make run's first words: a port that cannot be used is one sentence."""

import socket

import pytest

from core.management.commands.run import address, visible
from core.supervisor import GivingUp


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch):
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)


def test_port_and_host_can_be_set(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("PORT", str(port))
    assert address() == ("127.0.0.1", port)
    monkeypatch.setenv("HOST", "0.0.0.0")
    assert address() == ("0.0.0.0", port)


def test_a_port_in_use_is_one_sentence(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(GivingUp, match=f"Port {port} of 127.0.0.1 cannot be used"):
            address()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(GivingUp, match="PORT must be a number"):
        address()


def test_the_address_shown_is_one_that_a_browser_can_open():
    assert visible("0.0.0.0") == "127.0.0.1"
    assert visible("archive.example") == "archive.example"
