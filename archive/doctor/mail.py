"""E-mail, for archives that have it. Nothing is sent; whether the server is there is asked."""

import socket
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from archive.doctor.finding import Finding, must, should
from archive.doctor.starting import replaced

PATIENCE = 5.0  # seconds


def server() -> Iterator[Finding]:
    if not settings.EMAIL_URL or "EMAIL_URL" in replaced:
        return
    mailer: dict[str, Any] = settings.MAILERS["default"]
    host, port = mailer["OPTIONS"]["host"], mailer["OPTIONS"]["port"]
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except OSError as error:
        yield must(
            f"The mail server {host}:{port} does not answer: {error.strerror or error}.",
            "People who sign up wait for a mail that never comes, and cannot get in.",
            "Correct EMAIL_URL, or leave it out: the archive works without e-mail. Many providers "
            "block port 25; try 587 or 465 (smtps://).",
        )


def sender() -> Iterator[Finding]:
    if settings.EMAIL_URL and settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        yield should(
            f"Mails are sent from {settings.DEFAULT_FROM_EMAIL}.",
            "Most mail servers throw them away.",
            "Set EMAIL_FROM to an address of your own domain, for example archive@archive.example",
        )
