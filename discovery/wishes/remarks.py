"""Sentences about what was not understood, made when they are read: in the reader's language."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

LONGEST = 60  # characters of somebody's words in a sentence of ours
MOST = 8  # sentences; whoever sends a thousand odd things needs no thousand answers


@dataclass(frozen=True)
class Remark:
    sentence: Promise | str  # lazily translated, with %(name)s for each of `params`
    params: dict = field(default_factory=dict, hash=False)

    def __str__(self):
        return self._filled(self._cut())

    @property
    def as_html(self):
        """With each of the reader's words in its own direction."""
        cut = self._cut()
        places = {name: f"\ue000{name}\ue001" for name in cut if isinstance(cut[name], str)}
        html: str = escape(self._filled(cut | places))
        for name, place in places.items():
            html = html.replace(place, format_html("<bdi>{}</bdi>", cut[name]))
        return mark_safe(html)  # noqa: S308 the sentence is escaped, and each of its words

    def _filled(self, params: dict) -> str:
        return str(self.sentence % params)

    def _cut(self) -> dict:
        return {
            name: value[: LONGEST - 1] + "…"
            if isinstance(value, str) and len(value) > LONGEST
            else value
            for name, value in self.params.items()
        }
