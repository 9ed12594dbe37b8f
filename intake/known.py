"""The names in a text that the archive knows: whose story this might be, and of what fandom.

The reader of documents is pure and knows no archive; this is for the page where its author looks
the text through. What is found is a guess: it stands in the story, but nobody said so.
"""

import re
from collections import Counter
from unicodedata import normalize

from django.db.models import Exists, OuterRef, Q

from core.names import tag_key
from intake.reader.manuscript import Suggestion
from stories.models import Story, Tagging
from tags import knowing
from tags.models import Belonging, Tag

SAMPLE = 12_000  # characters of the text's beginning
NAME_WORDS = 6
NAME_LENGTH = 60  # characters
SHORTEST = 4  # letters
MOST = {Tag.Kind.FANDOM: 3, Tag.Kind.CHARACTER: 6}
WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
BETWEEN = re.compile(r"[.:,]?[ \t\u00a0]{1,2}(?:& )?")  # two words of one name
CALLED_SO = "SELECT id FROM tags_tag WHERE kind = ANY(%s) AND key = ANY(%s)"
WITHIN = re.compile(r"[\w,;]\s\Z")  # what stands before a word that begins no sentence


def known_in(text: str, user) -> list[Suggestion]:
    """Fandoms and characters whose names stand in the beginning of a text, the commonest first.

    Names stand there to the letter, as whole words; a single word also once within a sentence,
    where only names have capitals. Two queries, whatever the text and the number of tags. A
    character speaks for the fandoms that it belongs to. The `why` of each is the first line that
    names it, its line 0: `text` need not be the document's own. Tags that `user` may not know are
    not found.
    """
    names = _names(normalize("NFC", text[:SAMPLE]))
    counts: Counter[Tag] = Counter()
    lines: dict[Tag, str] = {}
    for tag in _tags(names, user):
        number, line = names[tag.name]
        counts[tag.official] += number
        lines.setdefault(tag.official, line)
    characters = {tag.pk: tag for tag in counts if tag.kind == Tag.Kind.CHARACTER}
    for link in _fandoms_of(characters):
        speaker = characters[link.tag_id]
        counts[link.fandom] += counts[speaker]
        lines.setdefault(link.fandom, lines[speaker])
    found = [tag for tag, _number in counts.most_common()]
    return [
        Suggestion(kind, tag.name, lines[tag], 0)
        for kind, most in MOST.items()
        for tag in [tag for tag in found if tag.kind == kind][:most]
    ]


def _names(text: str) -> dict[str, tuple[int, str]]:
    """Every run of words that could be a name, how often it stands there and its first line."""
    found: dict[str, tuple[int, str]] = {}
    alone: set[str] = set()
    for line in text.split("\n"):
        words = list(WORD.finditer(line))
        for at, word in enumerate(words):
            if word[0][0].islower():
                continue
            if WITHIN.search(line, max(0, word.start() - 2), word.start()):
                alone.add(word[0])
            for name in _runs(line, words[at : at + NAME_WORDS]):
                found[name] = (found.get(name, (0, ""))[0] + 1, found.get(name, (0, line))[1])
    return {
        name: (number, line.strip())
        for name, (number, line) in found.items()
        if sum(map(str.isalpha, name)) >= SHORTEST and (" " in name or name in alone)
    }


def _runs(line: str, words: list[re.Match]) -> list[str]:
    """The names that may begin with the first of these words, each as it is written."""
    found = []
    begin, end = words[0].start(), words[0].end()
    for word in words:
        if word.end() - begin > NAME_LENGTH:
            break
        if word is not words[0] and not BETWEEN.fullmatch(line, end, word.start()):
            break
        end = word.end()
        found.append(" ".join(line[begin:end].split()))
    return found


def _tags(names: dict[str, tuple[int, str]], user) -> list[Tag]:
    """Those that this person may know, or whose story she sees, a draft of hers perhaps."""
    wanted = [list(map(str, MOST)), sorted({tag_key(name) for name in names})]
    seen = Story.objects.visible_to(user)
    used = Tagging.objects.filter(tag=OuterRef("pk"), content_object__in=seen)
    tags = Tag.objects.filter(kind__in=wanted[0], key__in=wanted[1]).select_related("synonym_of")
    tags = tags.filter(Q(pk__in=knowing.ids(CALLED_SO, wanted, user)) | Exists(used))
    return [tag for tag in tags.order_by("pk") if tag.name in names]


def _fandoms_of(characters: dict[int, Tag]) -> list[Belonging]:
    links = Belonging.objects.filter(tag__in=characters).select_related("fandom")
    return list(links.order_by("tag", "fandom"))
