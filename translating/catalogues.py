"""locale/<language>/LC_MESSAGES/django.po, which people write, and .mo, which Django reads.

A string that is new has no translation, one that is gone is dropped, and nothing is guessed: a
sentence that was changed is a new one. No line numbers and no dates: a change of the file is a
change of words.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from translating import extraction

# How many forms a word has beside a number, and which is meant: where Babel knows it otherwise.
PLURALS = {
    "es": (2, "(n != 1)"),
    "ar": (
        6,
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    ),
}

HEADING = "# The msgid come from the code by `make messages`; people write the msgstr."


class OurCatalog(Catalog):
    """With the few header lines that say something."""

    @property
    def num_plurals(self):
        return PLURALS[self._language][0] if self._language in PLURALS else super().num_plurals

    @property
    def plural_expr(self):
        return PLURALS[self._language][1] if self._language in PLURALS else super().plural_expr

    @property
    def _language(self):
        return str(self.locale_identifier)

    @property
    def mime_headers(self):
        return [
            ("Language", self.locale_identifier),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]

    @mime_headers.setter
    def mime_headers(self, headers):
        """What a file says of itself is not asked."""


def languages() -> list[str]:
    """Those to translate into: the sentences in the code are English."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path(language: str, suffix: str = ".po") -> Path:
    folder = language.replace("-", "_")
    return extraction.ROOT / "locale" / folder / "LC_MESSAGES" / f"django{suffix}"


def read(language: str) -> Catalog:
    if not path(language).exists():
        return _empty(language)
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def fresh(language: str) -> Catalog:
    """Every string that there is now, with what the file has as its translation."""
    old, new = read(language), _empty(language)
    for text, context, place, comments in extraction.messages():
        new.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    for message in new:
        known = old.get(message.id, message.context) if message.id else None
        if known and not known.fuzzy and type(known.id) is type(message.id):
            message.string = known.string
            message.user_comments = known.user_comments
    return new


def as_po(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalog, width=0, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def write(language: str) -> Catalog:
    catalog = fresh(language)
    path(language).parent.mkdir(parents=True, exist_ok=True)
    path(language).write_bytes(as_po(catalog))
    path(language, ".mo").write_bytes(as_mo(catalog))
    return catalog


def missing(catalog: Catalog) -> list:
    """The messages that have no translation, or not in every form."""
    return [message for message in catalog if message.id and not _is_whole(message, catalog)]


def _is_whole(message, catalog: Catalog) -> bool:
    forms = message.string if message.pluralizable else (message.string,)
    return len(forms) == (catalog.num_plurals if message.pluralizable else 1) and all(forms)


def _empty(language: str) -> Catalog:
    return OurCatalog(locale=language, header_comment=HEADING, fuzzy=False, charset="utf-8")
