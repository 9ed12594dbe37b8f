"""The words that people use for values of closed lists, in the interface's languages; compared by
their keys, as those for fields."""

from collections.abc import Callable
from functools import cache, partial

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.translation import gettext

from core import names
from discovery.wishes.fields import SWITCHES
from stories import languages
from stories.models.choices import Rating, Status

type Words = dict[str, tuple[str, ...]]  # {key of a word: values that it means}

IN_TEXT = "text texts chapters texto textos capítulos نص النص"
SWITCHED = {
    ("crossover", "none"): "none no without ninguno ninguna sin لا بدون",
    ("crossover", "only"): "only yes solo sólo sí فقط نعم",
    ("chapters", "one"): "one 1 single oneshot one-shot uno una único واحد فصل",
    ("chapters", "many"): "many several multi >1 2+ varios varias muchos عدة متعددة",
}
SORTS = {
    "updated": "updated newest new actualizada actualización nuevas تحديث الأحدث",
    "published": "published posted publicada publicación نشر النشر",
    "written": "written escrita كتابة",
    "thanks": "thanks kudos gracias شكر",
    "reviews": "reviews comments reseñas comentarios مراجعات تعليقات",
    "kept": "kept bookmarks guardadas محفوظة",
    "words": "words length longest palabras كلمات",
    "title": "title título عنوان العنوان",
    "by": "by author pen_name autor autora كاتب",
    "relevance": "relevance relevant best relevancia صلة",
    "gems": "gems gem hidden hidden-gems joyas كنوز",
    "mainly": "mainly main heart principal principalmente أساسا أساسي",
}
BROAD = {  # what is written in several ways
    "zh": "中文 汉语 漢語 chinese chino الصينية",
    "pt": "português portuguese portugués البرتغالية",
    "no": "norsk norwegian noruego النرويجية",
}


def of(field: str, word: str) -> tuple[str, ...]:
    """What a word means as a value of a closed list; nothing where it means nothing."""
    return _known(field).get(names.tag_key(word), ())


@cache
def _known(field: str) -> Words:
    return READ[field]()


def _spread(table: dict[str, str]) -> Words:
    found: Words = {value: (value,) for value in table}
    for value, words in table.items():
        found |= {names.tag_key(word): (value,) for word in words.split()}
    return found


def _chosen(choices) -> Words:
    found: Words = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for value, label in choices.choices:
                found[names.tag_key(str(label))] = (value,)
                found[names.tag_key(str(label)).partition(" ")[0]] = (value,)
    for value in choices.values:
        found[value] = found[value.replace("_", " ")] = found[value.replace("_", "-")] = (value,)
    return found


def _languages() -> Words:
    """Tags, own names, and the names that the interface's languages have for them. 中文 is written
    in two scripts, and means both."""
    found: Words = {}

    def add(word: str, tag: str) -> None:
        known = found.get(names.tag_key(word), ())
        if tag not in known:
            found[names.tag_key(word)] = (*known, tag)

    for tag, own in languages.LANGUAGES:
        for word in {tag, str(own), *_called(tag)}:
            add(word, tag)
    for tag, words in BROAD.items():
        found |= {names.tag_key(word): (tag,) for word in (tag, *words.split())}
    return found


def _called(tag: str) -> set[str]:
    info = LANG_INFO.get(tag.lower(), {})
    if "name" not in info:
        return set()
    called = {info["name"], info["name_local"]}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            called.add(gettext(info["name"]))
    return called


def _switched(field: str) -> Words:
    return _spread({value: SWITCHED[field, value] for value in SWITCHES[field]})


READ: dict[str, Callable[[], Words]] = {
    "rating": partial(_chosen, Rating),
    "status": partial(_chosen, Status),
    "language": _languages,
    "sort": partial(_spread, SORTS),
    "in": partial(_spread, {"text": IN_TEXT}),
    **{field: partial(_switched, field) for field in SWITCHES},
}
