"""What forms of a word are one: “running” and “run”, “canciones” and “canción”.

The stemmers are those of Postgres, asked for single words (`ts_lexize`) and remembered; they are
the same from PostgreSQL 14 on. A word without its accents may have another stem (“comió” is a form
of “comer”, “comio” of nothing), so both are kept, at the same place of the text.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection

from discovery.words.letters import bare

# By the first part of a story's language. All others are looked for word by word as written.
DICTIONARIES = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
AS_WRITTEN = ""  # no dictionary
REMEMBERED = 60_000  # words of all dictionaries: about 15 MB in a process that reads texts

type Forms = tuple[str, ...]  # none for a word of which nothing is left


@dataclass
class Lexicon:
    """What is known of a language: the forms of its words, and which only fill sentences."""

    forms: dict[str, Forms] = field(default_factory=dict)
    fillers: set[str] = field(default_factory=set)

    def missing(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if word not in self.forms]


_known: dict[str, Lexicon] = {}


def dictionary_of(language: str) -> str:
    return DICTIONARIES.get(language.split("-")[0].lower(), AS_WRITTEN)


def forms(words: Collection[str], dictionary: str) -> Mapping[str, Forms]:
    """Of folded words, and perhaps others: what each is found by."""
    return learn(words, [dictionary])[dictionary].forms


def is_filler(word: str, dictionary: str) -> bool:
    """Whether a word (“the”) says nothing by itself in this language."""
    return word in learn([word], [dictionary])[dictionary].fillers


def learn(words: Collection[str], dictionaries: Iterable[str]) -> dict[str, Lexicon]:
    """In one question to the database for all that is not known yet, or none."""
    if sum(len(lexicon.forms) for lexicon in [*_known.values()]) > REMEMBERED:
        _known.clear()
    lexicons = {name: _known.setdefault(name, Lexicon()) for name in dictionaries}
    new = {name: missing for name in lexicons if (missing := lexicons[name].missing(words))}
    plain = {word: bare(word) for missing in new.values() for word in missing}
    asked = [
        (name, word)
        for name, missing in new.items()
        if name != AS_WRITTEN
        for word in {*missing, *(plain[word] for word in missing)} - {""}
    ]
    stems = _asked(asked) if asked else {}
    for name, missing in new.items():
        lexicons[name].fillers |= {word for word in missing if stems.get((name, word)) == ""}
        lexicons[name].forms |= {word: _forms(word, plain[word], name, stems) for word in missing}
    return lexicons


def _forms(word: str, plain: str, dictionary: str, stems: Mapping[tuple[str, str], str]) -> Forms:
    """What says nothing in this language is kept as it is written: readers look for sentences word
    by word, and for titles such as “It”."""
    both = stems.get((dictionary, word)) or word, stems.get((dictionary, plain)) or plain
    return tuple(dict.fromkeys(form for form in map(bare, both) if form))


def _asked(pairs: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """ "" for a filler."""
    with connection.cursor() as cursor:
        cursor.execute(STEMS, [list(column) for column in zip(*pairs, strict=True)])
        return {(name, word): stem for name, word, stem in cursor.fetchall()}


STEMS = """
SELECT name, word,
    coalesce((ts_lexize(('pg_catalog.' || name || '_stem')::regdictionary, word))[1], '')
FROM unnest(%s::text[], %s::text[]) asked (name, word)
"""
