"""A mail whose addresses stay whole.

Python folds each header at 78 characters, and a word that is longer becomes an encoded word
(RFC 2047). In List-Unsubscribe no mail program decodes one, so the button would not show.
"""

from email.policy import EmailPolicy
from email.policy import default as usual

from django.core.mail import EmailMultiAlternatives

WHOLE = {"list-unsubscribe", "message-id"}


class WholeAddresses(EmailPolicy):
    def fold(self, name, value):
        return self._whole(name, value) or super().fold(name, value)

    def fold_binary(self, name, value):
        return self._whole(name, value).encode("ascii") or super().fold_binary(name, value)

    def _whole(self, name, value) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower() in WHOLE else ""


class Mail(EmailMultiAlternatives):
    def message(self, *, policy=usual):
        return super().message(policy=WholeAddresses(linesep=policy.linesep))
