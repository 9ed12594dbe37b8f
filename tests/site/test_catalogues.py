"""The catalogues hold every sentence of the interface in every language (docs/translating.md)."""

import gettext
import re
from html.parser import HTMLParser

import pytest
from babel.messages.mofile import read_mo

from translating import catalogues

LANGUAGES = catalogues.languages()
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def catalog(language):
    return catalogues.read(language)


def messages(catalog):
    return [message for message in catalog if message.id]


def translated(catalog):
    missing = {id(message) for message in catalogues.missing(catalog)}
    return [message for message in messages(catalog) if id(message) not in missing]


def pairs(message):
    """(what it says in English, each form of its translation)"""
    forms = message.string if message.pluralizable else (message.string,)
    for number, form in enumerate(forms):
        english = message.id[min(number, 1)] if message.pluralizable else message.id
        yield english, form


def test_there_are_two_languages_besides_english():
    assert {"es", "ar"} <= set(LANGUAGES)


def test_every_string_of_the_code_stands_in_the_catalogue_and_no_other(language, catalog):
    """If this fails: `make messages`, then translate what it added."""
    fresh = catalogues.fresh(language)
    wanted = {(message.id, message.context) for message in messages(fresh)}
    assert {(message.id, message.context) for message in messages(catalog)} == wanted
    assert catalogues.path(language).read_bytes() == catalogues.as_po(fresh)


def test_every_string_is_translated_in_every_form(catalog):
    assert [message.id for message in catalogues.missing(catalog)] == []
    assert [message.id for message in messages(catalog) if message.fuzzy] == []


def test_placeholders_are_those_of_the_english_sentence(catalog):
    """A form for one or two may leave the number out; nothing may be added."""
    for message in translated(catalog):
        everywhere = set(PLACEHOLDER.findall(str(message.id)))
        for english, form in pairs(message):
            wanted, found = PLACEHOLDER.findall(english), PLACEHOLDER.findall(form)
            if message.pluralizable:
                assert set(found) <= everywhere, message.id
            else:
                assert sorted(found) == sorted(wanted), message.id


def test_the_form_for_many_names_the_number(catalog):
    for message in translated(catalog):
        if message.pluralizable:
            english = set(PLACEHOLDER.findall(message.id[1]))
            assert set(PLACEHOLDER.findall(message.string[-1])) == english, message.id


def test_tags_are_those_of_the_english_sentence(catalog):
    for message in translated(catalog):
        for english, form in pairs(message):
            assert sorted(tags(form)) == sorted(tags(english)), message.id


def test_no_sentence_is_left_in_english(catalog):
    """Three words one after the other that are the same were forgotten."""
    forgotten = [
        english
        for message in translated(catalog)
        for english, form in pairs(message)
        if english == form and len(re.findall(r"[a-z]{2,}", english)) > 2
    ]
    assert forgotten == []


def test_spaces_and_lines_at_the_ends_are_kept(catalog):
    for message in translated(catalog):
        for english, form in pairs(message):
            assert form == form.strip() or english != english.strip(), message.id
            assert english.endswith("\n") == form.endswith("\n"), message.id


def test_what_django_reads_is_what_people_wrote(language, catalog):
    with catalogues.path(language, ".mo").open("rb") as file:
        compiled = {name(message): message.string for message in messages(read_mo(file))}
    assert {key: list(forms) for key, forms in compiled.items()} == {
        name(message): list(message.string) for message in translated(catalog)
    }


def name(message):
    """Babel reads a context out of a compiled file as bytes."""
    context = message.context
    context = context.decode() if isinstance(context, bytes) else context
    return context, message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [
        ("es", 0, 1), ("es", 1, 0), ("es", 2, 1), ("es", 1_000_000, 1),
        ("ar", 0, 0), ("ar", 1, 1), ("ar", 2, 2), ("ar", 3, 3), ("ar", 10, 3), ("ar", 11, 4),
        ("ar", 99, 4), ("ar", 100, 5), ("ar", 102, 5), ("ar", 103, 3), ("ar", 1_000, 5),
    ],
)  # fmt: skip
def test_the_form_beside_a_number(language, number, form):
    count, expression = catalogues.PLURALS[language]
    assert gettext.c2py(expression)(number) == form < count


def tags(text: str) -> list[str]:
    parser = Tags()
    parser.feed(text)
    return parser.found


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found.append(f"<{tag} {sorted(attrs)}>")

    def handle_endtag(self, tag):
        self.found.append(f"</{tag}>")
