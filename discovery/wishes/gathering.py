"""Collects what was understood, within the limits of `fields`, and says what was not."""

import re
import unicodedata
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from discovery.wishes import fields, ranges, spoken, spoken_values
from discovery.wishes.part import Part
from discovery.wishes.remarks import MOST, Remark
from discovery.wishes.wish import Wish
from tags.forms import listed, may_be_a_tag
from tags.typed import clean

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
FIRST_NAMES = ngettext_lazy(
    "Only the first %(number)s name was used.",
    "Only the first %(number)s names were used.",
    "number",
)
FIRST_WORDS = ngettext_lazy(
    "Only the first %(number)s word was looked for.",
    "Only the first %(number)s words and phrases were looked for.",
    "number",
)


class Gathering:
    def __init__(self, *, in_text: bool = False):
        self.in_text = in_text
        self.rest: dict = {}  # how the list is arranged: fields of Wish
        self._parts: dict[tuple[str, str], Part] = {}
        self._remarks: list[Remark] = []
        self._ends: dict[str, dict[str, str]] = {}
        self._letters = 0
        self._read = 0  # names

    def wish(self) -> Wish:
        for field, ends in self._ends.items():
            start, stop = ranges.put_in_order(field, ends.get("from", ""), ends.get("to", ""))
            if start or stop:
                self._add(Part(field, ranges.joined(start, stop)))
        parts = list(self._parts.values())
        if self.in_text:
            if not any(part.field == "q" for part in parts):
                self.say(_("No words were given to look for in the text of the chapters."))
            parts = [Part("text", p.value, p.is_excluded) if p.field == "q" else p for p in parts]
        return Wish.of(parts, ignored=tuple(self._remarks), **self.rest)

    def say(self, sentence, **params) -> None:
        remark = Remark(sentence, params)
        if len(self._remarks) < MOST and remark not in self._remarks:
            self._remarks.append(remark)

    def clean(self, text: str) -> str:
        return clean(text[: fields.MOST_LETTERS])

    # One value of each kind

    def words(self, field: str, text: str, *, is_excluded: bool) -> None:
        text = " ".join(self.clean(text.translate(spoken.QUOTES)).replace('"', " ").split())
        text = text.lstrip(f"{spoken.MINUS} ")
        if not any(map(str.isalnum, text)):
            if any(unicodedata.category(c) == "So" for c in text):
                self.say(_("“%(text)s” has no letters and is ignored."), text=text)
            return
        if len(text) > fields.LONGEST_PHRASE:
            self.say(_("“%(text)s” is too long to be looked for."), text=text)
        elif self._count(fields.WORDS) >= fields.MOST_WORDS:
            self.say(FIRST_WORDS, number=fields.MOST_WORDS)
        else:
            self._add(Part(field, text, is_excluded))

    def names(self, field: str, text: str, *, is_excluded: bool) -> None:
        for name in filter(None, listed(self.clean(text))):
            if self._is_full():
                return
            self.name(field, name, is_excluded=is_excluded)

    def name(self, field: str, name: str, *, is_excluded: bool) -> None:
        name = self.clean(name)
        if not name or self._is_full():
            return
        self._read += 1
        if not may_be_a_tag(name):
            self.say(_("“%(name)s” cannot be a name."), name=name)
        else:
            self._add(Part(field, name, is_excluded))

    def _is_full(self) -> bool:
        """Of names, each of which costs something even where it came before."""
        is_full = self._count(fields.NAMES) >= fields.MOST_NAMES
        if is_full or self._read >= fields.MOST_READ:
            self.say(FIRST_NAMES, number=self._count(fields.NAMES))
            return True
        return False

    def choice(self, field: str, text: str, *, is_excluded: bool) -> None:
        text = self.clean(text)
        values = spoken_values.of(field, text)
        if not values and field == "language" and LANGUAGE.fullmatch(text):
            values = (text,)
        for value in values:
            self._add(Part(field, value, is_excluded))
        if text and not values:
            self.not_understood(field, text, is_excluded=is_excluded)

    def switch(self, field: str, text: str, *, is_excluded: bool = False) -> None:
        """Not one of its two values is the other."""
        text = self.clean(text)
        for value in spoken_values.of(field, text):
            [other] = {*fields.SWITCHES[field]} - {value}
            self._add(Part(field, other if is_excluded else value))
            return
        if text:
            self.not_understood(field, text, is_excluded=is_excluded)

    def sort(self, text: str) -> None:
        text = self.clean(text)
        for value in spoken_values.of("sort", text):
            self.rest["sort"] = value
            return
        if text:
            self.not_understood("sort", text)

    def end(self, field: str, way: str, text: str) -> None:
        """One end of a range, as in an address."""
        text = self.clean(text)
        end = ranges.end(field, text)
        if end or not text:
            self._ends.setdefault(field, {})[way] = end
        else:
            self.not_understood(f"{field}-{way}", text)

    def range(self, field: str, text: str, *, is_excluded: bool) -> None:
        """One end or both, as in the box: `words:>1000 words:<5000` is one range."""
        found = ranges.read(field, self.clean(text), is_excluded=is_excluded)
        if not found:
            self.not_understood(field, text, is_excluded=is_excluded)
            return
        given = {way: end for way, end in zip(("from", "to"), found, strict=True) if end}
        both = {"from": "", "to": ""} | self._ends.get(field, {}) | given
        if ranges.put_in_order(field, both["from"], both["to"]) != (both["from"], both["to"]):
            self.say(
                _("“%(text)s” is the opposite of what was asked before; it alone counts."),
                text=f"{field}:{text}",
            )
            both = {"from": "", "to": ""} | given
        self._ends[field] = both

    def not_understood(self, field: str, text: str, *, is_excluded: bool = False) -> None:
        typed = f"{'-' * is_excluded}{field}:{self.clean(text)}"
        self.say(_("“%(text)s” was not understood and is ignored."), text=typed)

    def unknown_parameter(self, name: str) -> None:
        name = self.clean(name)
        if name:
            self.say(_("“%(name)s” in the address is not known here and is ignored."), name=name)

    def _count(self, group) -> int:
        return sum(part.field in group for part in self._parts.values())

    def _add(self, part: Part) -> None:
        """The last word counts."""
        before = self._parts.get(part.key)
        if before and before.is_excluded != part.is_excluded:
            sentence = (
                _("“%(value)s” was both asked for and kept out: it is kept out.")
                if part.is_excluded
                else _("“%(value)s” was both asked for and kept out: it is asked for.")
            )
            self.say(sentence, value=part.value)
        elif not before:
            letters = len(quote(part.value)) + len(part.field) + len("not-=&")
            if self._letters + letters > fields.MOST_ADDRESS:
                self.say(_("This is more than fits into an address; the rest is ignored."))
                return
            self._letters += letters
        if not before or before.is_excluded != part.is_excluded or part.field in fields.SINGLE:
            self._parts[part.key] = part
