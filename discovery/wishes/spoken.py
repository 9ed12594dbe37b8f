"""The words that people use for fields, in the interface's languages, whichever of them the page is
in. They are compared by their keys: without case, accents and width."""

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from core import names
from tags import vocabulary
from tags.models import Tag

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂〝〞", '"'))
MINUS = "-−–－"
FIELDS = {  # field: what the search box takes for it
    "title": "title titles título عنوان العنوان",
    "by": "by author authors writer pen_name por autor autora autores seudónimo كاتب "
    "الكاتب كاتبة بقلم",
    "fandom": "fandom fandoms فاندوم الفاندوم",
    "character": "character characters char personaje personajes شخصية الشخصية شخصيات",
    "relationship": "ship ships relationship relationships pairing pairings relación relaciones "
    "pareja parejas علاقة العلاقة علاقات ثنائي",
    "au": "au aus ua عالم_بديل",
    "tag": "tag tags etiqueta etiquetas وسم الوسم وسوم",
    "freeform": "freeform freeforms",
    "mainly": "mainly main principal principalmente أساسا أساسي",
    "rating": "rating ratings rated clasificación تصنيف التصنيف",
    "warning": "warning warnings advertencia advertencias aviso avisos تحذير التحذير تحذيرات",
    "category": "category categories categoría categorías فئة الفئة فئات",
    "words": "words word wordcount word_count length palabras extensión كلمات الكلمات كلمة طول",
    "updated": "updated update actualizada actualizado actualización حدثت حُدّثت تحديث",
    "written": "written year escrita escrito año كتبت كُتبت سنة",
    "language": "lang language languages idioma idiomas lengua لغة اللغة",
    "status": "status estado حالة الحالة",
    "crossover": "crossover crossovers cruce cruces تقاطع",
    "chapters": "chapters chapter capítulos capítulo فصول الفصول",
    "in": "in en في",
    "sort": "sort order orden ordenar ترتيب الترتيب",
}


@cache
def fields() -> dict[str, str]:
    """{key of a word: field}."""
    return {names.tag_key(word): field for field, words in FIELDS.items() for word in words.split()}


def field(word: str) -> str | None:
    return fields().get(names.tag_key(word))


@cache
def own_words(kind: str) -> dict[str, set[str]]:
    """{key of what the pages call a warning or category in any language: keys of its name}."""
    found: dict[str, set[str]] = {}
    for word in vocabulary.TRANSLATED.get(Tag.Kind(kind), ()):
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                found.setdefault(names.tag_key(gettext(word)), set()).add(names.tag_key(word))
    return found
