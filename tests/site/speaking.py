"""What a page says to people, and a language that shows which of it is translated.

`Brackets` stands in for a catalogue: it puts every string that passes through it between ⟦ and ⟧.
`outside(page)` is what a page says apart from these: content, and words that nobody marked.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from django.utils.translation import trans_real

CONTEXT = "\x04"  # stands between a message's context and itself
SPOKEN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "label")
NOT_SPOKEN = {"script", "style", "template", "svg", "textarea", "code"}  # code is what one types
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Brackets(trans_real.DjangoTranslation):
    """Also remembers what it was asked for."""

    def __init__(self, language):
        super().__init__(language)
        self.asked: set[str | tuple[str, int]] = set()

    def gettext(self, message):
        self.asked.add(message)
        return bracketed(message)

    def ngettext(self, singular, plural, number):
        self.asked.add((singular, 0))
        return bracketed(singular if number == 1 else plural)

    def lacking(self, *languages: str) -> set[str]:
        """“ar: Sign in”, for all that it was asked for and that this language has no words for,
        neither in our catalogue nor in those of Django and allauth."""
        found = set()
        for language in languages:
            known = trans_real.DjangoTranslation(language)._catalog  # type: ignore[attr-defined]
            found |= {f"{language}: {message}" for message in self.asked if message not in known}
        return found


def bracketed(message: str) -> str:
    return f"⟦{message.split(CONTEXT)[-1]}⟧"


@contextmanager
def brackets_for(language: str) -> Iterator[Brackets]:
    kept, brackets = trans_real.translation(language), Brackets(language)
    trans_real._translations[language] = brackets
    try:
        yield brackets
    finally:
        trans_real._translations[language] = kept


def outside(page: str) -> list[str]:
    """The words on a page that came through no catalogue; elements that say themselves in which
    other language they speak are left out, and hidden ones."""
    reader = Reader()
    reader.feed(page)
    said = re.sub("⟦[^⟦⟧]*⟧", "", "".join(reader.text))
    while "⟦" in said and said != (inner := re.sub("⟦[^⟦⟧]*⟧", "", said)):
        said = inner
    attributes = [re.sub("⟦.*⟧", "", words) for words in reader.attributes]
    return [line.strip() for line in (*said.split("\n"), *attributes) if has_letters(line)]


def has_letters(words: str) -> bool:
    return any(letter.isalpha() for letter in words)


class Reader(HTMLParser):
    """The text of a page in its order, and what its attributes say."""

    def __init__(self):
        super().__init__()
        self.text: list[str] = []
        self.attributes: list[str] = []
        self.language: str | None = None
        self.silent: list[str] = []  # open elements from the first that is not shown on

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "html":
            self.language = has.get("lang")
        is_foreign = has.get("lang") not in (None, self.language)
        if not (self.silent or is_foreign or "hidden" in has or tag in NOT_SPOKEN):
            self._listen(tag, has)
        elif tag not in VOID:
            self.silent.append(tag)

    def _listen(self, tag, has):
        names = [name for name in SPOKEN_ATTRIBUTES if name in has]
        if tag == "input" and has.get("type") in ("submit", "button", "reset"):
            names.append("value")
        self.attributes += [has[name] or "" for name in names]
        self.text.append("\n")

    def handle_endtag(self, tag):
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass
        self.text.append("\n")

    def handle_data(self, data):
        if not self.silent:
            self.text.append(data)
