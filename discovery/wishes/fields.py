"""What a list can be asked for: a row each, in the order in which they stand in an address.

| values are | fields |
|---|---|
| words and phrases | `q` (what a card says), `text` (the chapters; `q` with `in=text`), `title` |
| names, with commas between them | the kinds of tags, `tag` (of any kind), `mainly`, `by` |
| words of a closed list | `rating`, `status`, `language`, `crossover`, `chapters` |
| ranges, `<from>..<to>` | `words`, `updated`, `written`; in an address `words-from`, `words-to` … |
"""

from tags.models import Tag

WORDS = ("q", "text", "title")
KINDS = tuple(Tag.Kind.values)
NAMES = (*KINDS, "tag", "mainly", "by")
CHOICES = ("rating", "status", "language")
RANGES = ("words", "updated", "written")
SWITCHES = {"crossover": ("none", "only"), "chapters": ("one", "many")}
ORDER = (*WORDS, *NAMES, *CHOICES, *RANGES, *SWITCHES)
SINGLE = (*RANGES, *SWITCHES)  # at most one value
EXCLUDABLE = frozenset({*WORDS, *NAMES, *CHOICES})

KINDS_OF = {  # in which kinds of tags the names of a field are looked for
    **{kind: (kind,) for kind in KINDS},
    "tag": KINDS,
    "mainly": (Tag.Kind.RELATIONSHIP.value, Tag.Kind.CHARACTER.value),
}

MOST_LETTERS = 8_000  # of an address that is read
MOST_ADDRESS = 3_600  # characters of an address that is made; SavedFilter keeps 4,000
MOST_IN_BOX = 2_000  # characters; what the box shows is never more
MOST_WORDS = 20  # words and phrases, since each is a search of its own
MOST_NAMES = 50  # of tags and pen names together
MOST_READ = 100  # names, those included that came before
MOST_PARAMETERS = 500
LONGEST_PHRASE = 90  # characters of a word or phrase
LONGEST_KEY = 200  # characters, of a place in a list
