"""To ask a service outside, which an administrator named: never one of the machine’s own network.

The address is looked at before anything is sent, on the connection itself, so that a name which
means another machine a moment later opens nothing. Nothing is followed to elsewhere.
"""

import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from http import client
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 5  # of silence
PATIENCE = 15  # seconds, though a word comes now and then
ANSWER = 1_000  # bytes of it that are read


class NoAnswerError(Exception):
    """The message says why, for the log and for administrators."""


def post(address: str, form: dict[str, str]) -> str:
    """The answer to `form`, as text; raises NoAnswerError."""
    parts = urlsplit(address)
    connection = _connection(parts)
    cut = threading.Timer(PATIENCE, connection.cut)
    cut.start()
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        connection.request("POST", path, urlencode(form), headers | {"User-Agent": "Ficwright"})
        answer = connection.getresponse()
        text = answer.read(ANSWER).decode("utf-8", "replace")
    except (OSError, ValueError, client.HTTPException) as error:
        raise NoAnswerError(f"{type(error).__name__} from {parts.hostname}") from error
    finally:
        cut.cancel()
        connection.close()
    if answer.status != 200:
        raise NoAnswerError(f"{answer.status} from {parts.hostname}")
    return text


def trouble_with(address: str) -> str:
    """Why it cannot be asked, for whoever types it; empty if it can."""
    try:
        parts = urlsplit(address)
        _connection(parts)
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
        for *_rest, place in found:
            _refuse_own_network(str(place[0]))
    except NoAnswerError as reason:
        return str(reason)
    except (OSError, ValueError, client.HTTPException):
        return _("No such address is found.")
    return ""


class Connection(client.HTTPConnection):
    """Looks at where it has come before it says a word, its greeting included."""

    def __init__(self, host: str, port: int | None, *, is_secure: bool):
        self.default_port = 443 if is_secure else 80
        super().__init__(host, port or self.default_port, timeout=SECONDS)
        self.is_secure = is_secure
        self.line: socket.socket | None = None

    def connect(self) -> None:
        super().connect()
        _refuse_own_network(self.sock.getpeername()[0])
        if self.is_secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self.line = self.sock  # `sock` is gone as soon as the answer begins

    def cut(self) -> None:
        if self.line:
            with suppress(OSError):  # it came to its end by itself
                self.line.shutdown(socket.SHUT_RDWR)


def _connection(parts) -> Connection:
    is_secure = parts.scheme == "https"
    if not parts.hostname or not (is_secure or (parts.scheme == "http" and _is_at_home())):
        raise NoAnswerError(_("It must begin with https://."))
    return Connection(parts.hostname, parts.port, is_secure=is_secure)


def _refuse_own_network(address: str) -> None:
    place = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(place, "ipv4_mapped", None)
    place = mapped or place
    is_outside = place.is_global and not place.is_multicast
    if not (is_outside or _is_at_home()):
        raise NoAnswerError(_("This address lies in the archive’s own network."))


def _is_at_home() -> bool:
    """On a developer’s machine everything is."""
    return settings.MODE in ("dev", "test")
