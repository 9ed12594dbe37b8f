"""Templates and code that no test draws have no unmarked sentence either, read as they stand."""

import ast
import re
from html.parser import HTMLParser

import pytest
from django.template.base import Lexer, TokenType

from tests.site.speaking import SPOKEN_ATTRIBUTES, VOID, has_letters
from translating.extraction import ROOT, TEMPLATES, sources

TEMPLATE_FILES = [path for path in sources() if path.suffix in TEMPLATES]
CODE_FILES = [path for path in sources() if path.suffix == ".py"]

# Read by developers alone, who read English.
FOR_DEVELOPERS = ("templates/patterns.html", "templates/patterns/")
# Words that are the same in every language: the names of formats and of this software.
SAME_EVERYWHERE = re.compile(r"Ficwright|CSV|EPUB|HTML|PDF|RSS|Atom|https?://\S+|&\w+;")
COMMANDS = {"code", "kbd", "pre"}
# Blocks that stand within an attribute: classes, ends of addresses.
WITHIN_ATTRIBUTES = {"body_class", "bodyclass", "coltype", "next", "back"}
VALUE = "\ue000"  # where a template puts something in


def name(path) -> str:
    return path.relative_to(ROOT).as_posix()


def unmarked_in_template(source: str) -> list[str]:
    """What stands in a template as plain text, outside {% translate %} and {% blocktranslate %}."""
    kept: list[str] = []
    is_marked = is_comment = is_within = False
    for token in Lexer(source).tokenize():
        word, _, rest = token.contents.partition(" ") if is_block(token) else ("", "", "")
        if word in ("blocktranslate", "blocktrans", "endblocktranslate", "endblocktrans"):
            is_marked = not word.startswith("end")
            kept.append("" if is_marked else VALUE)
        elif word in ("comment", "endcomment"):
            is_comment = word == "comment"
        elif word in ("block", "endblock"):
            is_within = word == "block" and rest in WITHIN_ATTRIBUTES
        elif is_marked or is_comment or is_within:
            continue
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        elif token.token_type == TokenType.VAR or word in ("translate", "trans", "url", "firstof"):
            kept.append(VALUE)
    reader = PlainText()
    reader.feed("".join(kept))
    return [words.strip() for words in reader.said if has_letters(SAME_EVERYWHERE.sub("", words))]


def is_block(token) -> bool:
    return token.token_type == TokenType.BLOCK


class PlainText(HTMLParser):
    """Text and spoken attributes, but for what says that it is English for tools (lang="en")."""

    def __init__(self):
        super().__init__()
        self.said: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if self.silent or tag in {"script", "style", *COMMANDS} or has.get("lang") == "en":
            if tag not in VOID:
                self.silent.append(tag)
            return
        names = [*SPOKEN_ATTRIBUTES, "value"] if tag == "input" else SPOKEN_ATTRIBUTES
        if has.get("type") in ("hidden", "radio", "checkbox"):
            names = SPOKEN_ATTRIBUTES
        self.said += [has[name] or "" for name in names if name in has]

    def handle_endtag(self, tag):
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=name)
def test_a_template_says_nothing_unmarked(path):
    if not name(path).startswith(FOR_DEVELOPERS):
        assert unmarked_in_template(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p>{% translate "Hello" %} you</p>', [f"{VALUE} you"]),
        ("<p>{% blocktranslate %}Hello {{ you }}{% endblocktranslate %}</p>", []),
        ('<img alt="A lamp">', ["A lamp"]),
        ('<a aria-label="{% translate "Pages" %}">{{ page }} · 3</a>', []),
        ('<input type="submit" value="Send">', ["Send"]),
        ('<input type="hidden" value="yes">', []),
        ('<dl lang="en" dir="ltr"><dt>Words:</dt><dd>{{ n }}</dd></dl>Words', ["Words"]),
        ("{# Hello #}{% comment %}Hello{% endcomment %}", []),
    ],
)
def test_the_test_itself_finds_what_it_should(source, found):
    assert unmarked_in_template(source) == found


# Where a plain string in the code is a sentence for people.
SPEAKING_WORDS = {
    "label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "description",
    "short_description", "empty_value_display", "search_help_text", "site_header", "site_title",
    "index_title", "label_suffix",
}  # fmt: skip
SPEAKING_CALLS = {
    "ValidationError", "PermissionDenied", "Http404", "add_error", "message_user",
    "success", "warning", "info", "error",
}  # fmt: skip
# Log lines have the same words as messages; they are for the keeper's eyes.
LOGGERS = {"log", "logger", "logging", "warnings", "sys", "parser", "self"}
# What begins a field of a model is its name.
FIELDS = re.compile(r"^(?!OneToOne|ManyToMany)[A-Z]\w*Field$")


def unmarked_in_code(source: str) -> list[str]:
    return [
        plain.value
        for node in ast.walk(ast.parse(source))
        for plain in spoken_by(node)
        if isinstance(plain, ast.Constant)
        and isinstance(plain.value, str)
        and has_letters(SAME_EVERYWHERE.sub("", plain.value))
    ]


def spoken_by(node):
    if isinstance(node, ast.Assign) and any(
        target_name(one) in SPEAKING_WORDS for one in node.targets
    ):
        yield node.value
    if not isinstance(node, ast.Call):
        return
    yield from (word.value for word in node.keywords if word.arg in SPEAKING_WORDS)
    called = (
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    )
    owner = node.func.value.id if is_of_a_name(node.func) else ""
    if called in SPEAKING_CALLS and owner not in LOGGERS:
        yield from node.args[called == "add_error" :]  # which begins with a field's name
    if FIELDS.match(called) and owner == "models":
        yield from node.args[:1]


def target_name(target) -> str:
    return getattr(target, "id", getattr(target, "attr", ""))


def is_of_a_name(function) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)


def test_the_code_says_nothing_unmarked():
    found = {name(path): unmarked_in_code(path.read_text()) for path in CODE_FILES}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('messages.success(request, "Saved.")', ["Saved."]),
        ('messages.success(request, _("Saved."))', []),
        ('log.error("Lost")', []),
        ('raise ValidationError("No")', ["No"]),
        ('name = models.CharField("name", max_length=3)', ["name"]),
        ('forms.CharField(label="Name")', ["Name"]),
        ('class Meta:\n    verbose_name = "story"', ["story"]),
        ('@admin.display(description="by")\ndef by(row): pass', ["by"]),
    ],
)
def test_it_finds_plain_strings_in_code(source, found):
    assert unmarked_in_code(source) == found
