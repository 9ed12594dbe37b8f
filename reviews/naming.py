"""What readers write is called by the name that the archive chose: reviews, comments or feedback.

Each sentence that names the thing stands in reviews/sentences.py in all three; all others need not
know. Addresses, and what tools read, say what they always said.
"""

from typing import Any

from django.utils.functional import lazy
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core import site
from core.models import SiteSettings
from reviews.sentences import SENTENCES


def say(sentence: str, *, called: str = "", **values: Any) -> str:
    """In the language of the page; `called` is that of the site's settings where nothing is said.
    The number that a plural goes by is `n`."""
    return str(_of(sentence, called) % values) if values else str(_of(sentence, called))


says = lazy(say, str)  # said when it is read


def drawn(sentence: str, *, called: str = "", **values: Any) -> SafeString:
    """The same as HTML."""
    safe = {name: _escaped(value) for name, value in values.items()}
    return mark_safe(say(sentence, called=called, **safe))  # noqa: S308 - ours, and escaped


def _of(sentence: str, called: str):
    at = SiteSettings.Called.values.index(called or site.current().reviews_called)
    return SENTENCES[sentence][at]


def _escaped(value):
    return value if isinstance(value, int) else conditional_escape(value)
