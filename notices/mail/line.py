"""The line to the mail server: one for some letters, and what it means when one is not taken."""

import smtplib
from contextlib import suppress

from django.core.mail import mailers

from notices.mail.envelope import Mail

ABOUT_THE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError)


class NotTakenError(Exception):
    """The mail server did not take the letter; the cause says why."""


class Line:
    """Opened by the first letter, and anew after one that was not taken."""

    def __init__(self):
        self.mailer = mailers.default

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.hang_up()

    def say(self, mail: Mail) -> None:
        try:
            self.mailer.open()  # or each letter would open one of its own
            self.mailer.send_messages([mail])
        except (OSError, ValueError) as error:
            raise NotTakenError from error

    def hang_up(self) -> None:
        with suppress(OSError):  # nobody is there to say goodbye to
            self.mailer.close()


def is_about_the_server(error: Exception) -> bool:
    """Whatever was not said about this one letter would be said about the next one, too."""
    return isinstance(error, NotTakenError) and not isinstance(error.__cause__, ABOUT_THE_LETTER)


def is_for_good(error: Exception) -> bool:
    """The server says that this address takes no mail, now or later (RFC 5321, section 4.2.1)."""
    refusal = error.__cause__
    if not isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _answer in refusal.recipients.values())
