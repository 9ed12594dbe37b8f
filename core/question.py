"""A question of the archive's own instead of a riddle of pictures: “Who is Buffy’s Watcher?”

Whoever answered it right is not asked again in this browser, until the question changes.
"""

import unicodedata
from hashlib import blake2b

from django import forms
from django.utils.translation import gettext_lazy as _

from core import limits, names, site

COOKIE = "answered"
SALT = "core.question"
COOKIE_SECONDS = 365 * 24 * 3600
LENGTH = 200  # characters of an answer
GUESS = "guess"
GUESSES = limits.Pace(account=(10, 3600))  # wrong ones, of an address, before it gets slower
WHY_GUESTS = _(
    "Asked so that programs stay out. If you do not know it, make an account and say so there: a "
    "moderator lets you in."
)
WHY_NEWCOMERS = _("Asked so that programs stay out.")


def asked() -> str:
    """The question; empty where the archive asks none, or knows no answer itself."""
    return site.current().question.strip() if _right() else ""


def is_right(answer: str) -> bool:
    return bool(key(answer)) and key(answer) in _right()


def key(answer: str) -> str:
    """Its letters and digits, without case and accents; of what has none, its signs."""
    letters = unicodedata.normalize("NFD", names.tag_key(answer))
    kept = "".join(c for c in letters if unicodedata.category(c)[0] in "LN" and c != "\u0640")
    return kept or "".join(letters.split())


def is_answered(request) -> bool:
    return request.get_signed_cookie(COOKIE, "", salt=SALT) == _mark()


def remember(response, *, secure: bool) -> None:
    """Call it only with the answer to what somebody posted: a guest's page sets no cookie."""
    response.set_signed_cookie(
        COOKIE, _mark(), salt=SALT, max_age=COOKIE_SECONDS, secure=secure, httponly=True,
        samesite="Lax",
    )  # fmt: skip


class AnswerField(forms.CharField):
    """`label` is the archive's question. Any of its answers will do. Who guesses, guesses ever more
    slowly: wrong ones are counted by address, and while its guests wait none is looked at."""

    def __init__(self, *, request, **kwargs):
        self.request = request
        kwargs.setdefault("label", asked())
        kwargs.setdefault("max_length", LENGTH)
        widget = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
        super().__init__(widget=widget, **kwargs)

    def validate(self, value):
        super().validate(value)
        if not value:
            return
        if seconds := limits.pause_left(self.request, GUESS):
            raise forms.ValidationError(limits.wait(self.request, seconds), code="wait")
        if not is_right(value):
            limits.pause(self.request, GUESS, GUESSES)
            raise forms.ValidationError(_("That is not the answer. Try once more."), code="wrong")


def _right() -> set[str]:
    row = site.current()
    return {key(line) for line in row.answers.splitlines() if key(line)} if row.question else set()


def _mark() -> str:
    return blake2b(asked().encode(), digest_size=8).hexdigest()
