"""What went wrong with a mail, in words, with its cure. The password stands in none of them.

A table: the first row whose test holds for the error says it. Errors are those of smtplib, ssl and
socket, as Django's SMTP backend lets them through.
"""

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

ANSWER = 300  # characters of what the mail server said


@dataclass(frozen=True)
class Trouble:
    sentence: str
    cure: str
    answer: str = ""  # what the mail server itself said, if anything


def is_a(*kinds: type[BaseException]) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, kinds)


def says(*codes: int) -> Callable[[BaseException], bool]:
    """An answer of the server with one of these numbers (RFC 5321, section 4.2.3)."""
    return lambda error: getattr(error, "smtp_code", None) in codes


def took_too_long(error: BaseException) -> bool:
    """smtplib calls a server that is silent in the middle of a conversation disconnected."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def speaks_no_tls(error: BaseException) -> bool:
    return isinstance(error, ssl.SSLError) and "WRONG_VERSION_NUMBER" in str(error)


def is_about_starttls(error: BaseException) -> bool:
    return isinstance(error, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(error)


# (test, what happened, what to do); %(host)s, %(port)s and %(sender)s may stand in both.
TROUBLES: list[tuple[Callable[[BaseException], bool], str, str]] = [
    (
        is_a(socket.gaierror),
        gettext_noop("There is no mail server of the name %(host)s."),
        gettext_noop("Look for a typing error in EMAIL_URL, and whether this machine finds names."),
    ),
    (
        is_a(ConnectionRefusedError),
        gettext_noop("Nothing answers on port %(port)s of %(host)s."),
        gettext_noop("Most servers take mail on port 587 (smtp://) or 465 (smtps://): correct it."),
    ),
    (
        took_too_long,
        gettext_noop("The mail server %(host)s did not answer in time."),
        gettext_noop(
            "Many hosts close port 25 and some all ports for mail: try 587 or 465, or ask your "
            "host to open them."
        ),
    ),
    (
        is_a(ssl.SSLCertVerificationError),
        gettext_noop("The certificate of %(host)s is not valid for this name."),
        gettext_noop("Write the name in EMAIL_URL as the mail provider gives it, never a number."),
    ),
    (
        speaks_no_tls,
        gettext_noop("Port %(port)s of %(host)s does not begin with TLS."),
        gettext_noop("Write smtp:// in place of smtps://, or take port 465."),
    ),
    (
        is_a(ssl.SSLError),
        gettext_noop("The encrypted connection to %(host)s failed."),
        gettext_noop("Try smtps:// with port 465, or smtp:// with port 587."),
    ),
    (
        is_about_starttls,
        gettext_noop("The mail server does not encrypt on port %(port)s."),
        gettext_noop("A password is never sent in the open: take smtps:// with port 465."),
    ),
    (
        is_a(smtplib.SMTPNotSupportedError),
        gettext_noop("The mail server takes no name and password on port %(port)s."),
        gettext_noop("Take the port for clients, 587 or 465, or leave both out of EMAIL_URL."),
    ),
    (
        is_a(smtplib.SMTPAuthenticationError),
        gettext_noop("The mail server does not accept the name or the password."),
        gettext_noop(
            "Check both in EMAIL_URL. Signs such as @ / : # % are written there as %%40 %%2F %%3A "
            "%%23 %%25. Some providers want a password made for programs."
        ),
    ),
    (
        is_a(smtplib.SMTPSenderRefused),
        gettext_noop("The mail server takes no mail from %(sender)s."),
        gettext_noop("Set EMAIL_FROM to an address that the provider knows as yours."),
    ),
    (
        is_a(smtplib.SMTPRecipientsRefused),
        gettext_noop("The mail server takes no mail for this address."),
        gettext_noop("Look for a typing error in it, and read below what the server says."),
    ),
    (
        says(421, 450, 451, 452),
        gettext_noop("The mail server takes no mail just now."),
        gettext_noop("Try again in an hour. If it stays so, read below what it says."),
    ),
    (
        is_a(smtplib.SMTPDataError),
        gettext_noop("The mail server refused the mail when it had read it."),
        gettext_noop("Often it takes the mail for spam: read below what it says."),
    ),
    (
        is_a(smtplib.SMTPServerDisconnected),
        gettext_noop("The mail server hung up."),
        gettext_noop(
            "On port 465 write smtps://, on 587 smtp://; some servers hang up on whom they do "
            "not know."
        ),
    ),
    (
        is_a(smtplib.SMTPException),
        gettext_noop("The mail server did not accept the conversation."),
        gettext_noop("Read below what it says, and ask the provider."),
    ),
    (
        is_a(ValueError),
        gettext_noop("An address of this mail is none."),
        gettext_noop("Look at EMAIL_FROM (%(sender)s) and at the address you typed."),
    ),
    (
        is_a(OSError),
        gettext_noop("There is no way from this machine to %(host)s."),
        gettext_noop("See whether the machine is on the network, and whether a firewall stops it."),
    ),
]


def explain(error: BaseException) -> Trouble | None:
    """None for an error that is not about mail: let it go on."""
    place = _place()
    for fits, sentence, cure in TROUBLES:
        if fits(error):
            return Trouble(_(sentence) % place, _(cure) % place, _answer(error))
    return None


def _options() -> dict[str, Any]:
    mailer: dict[str, Any] = settings.MAILERS["default"]
    return mailer.get("OPTIONS", {})


def _place() -> dict[str, object]:
    options = _options()
    return {
        "host": options.get("host", ""),
        "port": options.get("port", ""),
        "sender": settings.DEFAULT_FROM_EMAIL,
    }


def _answer(error: BaseException) -> str:
    said = getattr(error, "smtp_error", b"")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = next(iter(error.recipients.values()), (0, b""))[1]
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    password = _options().get("password")
    return (words.replace(password, "…") if password else words)[:ANSWER]
