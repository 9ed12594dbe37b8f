"""E-mail, for archives that have it. Nothing is sent; whether the server is there is asked."""

import socket
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection

from archive.doctor.finding import Finding, must, should
from archive.doctor.starting import replaced
from archive.doctor.work import START

PATIENCE = 5.0  # seconds
LATE = 1  # hours
LATELY = 7  # days


def server() -> Iterator[Finding]:
    mailer: dict[str, Any] = settings.MAILERS["default"]
    if not settings.EMAIL_URL or "EMAIL_URL" in replaced or "host" not in mailer["OPTIONS"]:
        return
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


def letters() -> Iterator[Finding]:
    """Of notices. What was given up without a word had nothing to say any more."""
    if not settings.EMAIL_URL:
        return
    with connection.cursor() as cursor:
        cursor.execute(LETTERS, [LATE, LATELY])
        late, failing, given_up = cursor.fetchone()
    if late:
        yield should(
            f"Mails of notices wait for more than an hour: {late}.",
            "The worker is not there or has more to do than it can, or the mail server takes none.",
            START,
        )
    if failing:
        yield should(
            f"Mails of notices are tried in vain, for more than an hour: {failing}.",
            "They are tried again for about eleven hours, and then given up.",
            "What went wrong stands in the admin, under the mails. Then send yourself a test from "
            "the site settings.",
        )
    if given_up:
        yield should(
            f"Mails of notices were given up within a week: {given_up}.",
            "Some people read of something only when they come back.",
            "Why stands in the admin, under the mails. Refused addresses are no fault of yours.",
        )


LETTERS = """
SELECT
    count(*) FILTER (WHERE waits AND attempts = 0 AND due_at < late),
    count(*) FILTER (WHERE waits AND attempts > 0 AND created_at < late),
    count(*) FILTER (WHERE given_up_at > lately AND trouble <> '')
FROM notices_letter, LATERAL (
    SELECT now() - make_interval(hours => %s) AS late, now() - make_interval(days => %s) AS lately,
        sent_at IS NULL AND given_up_at IS NULL AS waits
) times
"""
