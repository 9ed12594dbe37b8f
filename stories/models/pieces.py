"""Long texts in pieces, so that a version costs only what it changed.

A text is cut at the ends of its blocks, and within huge blocks at sentences. Where it is cut
depends on the words around the cut alone: an edit moves no cut but those beside it, and all other
pieces are those of the version before. Put together again they are the same text, to the letter.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from zlib import crc32

from django.db import models
from django.db.models.query_utils import DeferredAttribute

SHORT = 2_000  # characters: such a text stands in the version's own row
LEAST, MOST = 300, 4_000  # characters of a piece, as far as its blocks allow
LONG = 2_000  # a block of more is cut within
# Each of them passes by whole tags, so that none is ever cut.
BLOCK_END = re.compile(r"(?P<end>\n)|<[^>]*>")  # a block at the top has a line of its own
SENTENCE_END = re.compile(
    r"(?P<end></(?:p|li|dd|dt|tr|div|blockquote|h[1-6])>|<br>|[.!?…][^\w\s<>]*\s|[。！？])|<[^>]*>"
)
WORD_END = re.compile(r"(?P<end>\s)|<[^>]*>")


class Piece(models.Model):
    """A passage of long texts, kept once for all versions of a story that share it."""

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="pieces")
    digest = models.BinaryField(max_length=16)
    html = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "digest"], name="piece_once_a_story")
        ]

    def __str__(self):
        return f"piece of story {self.story_id}"

    @classmethod
    def keep(cls, story_id: int, html: str) -> list[int]:
        """The ids of its pieces, in order; those that the story has not are added."""
        digests = [(blake2b(piece.encode(), digest_size=16).digest(), piece) for piece in cut(html)]
        texts = dict(digests)
        ids = cls._ids(story_id, texts)
        if new := [digest for digest in texts if digest not in ids]:
            Piece.objects.bulk_create(
                [Piece(story_id=story_id, digest=digest, html=texts[digest]) for digest in new],
                ignore_conflicts=True,  # somebody else kept it a moment ago
            )
            ids |= cls._ids(story_id, new)
        return [ids[digest] for digest, _piece in digests]

    @classmethod
    def joined(cls, ids: list[int]) -> str:
        """Raises KeyError where one is missing: half a text is none."""
        texts = cls.texts(ids)
        return "".join(texts[pk] for pk in ids)

    @classmethod
    def texts(cls, ids: Iterable[int]) -> dict[int, str]:
        return dict(cls.objects.filter(pk__in=set(ids)).values_list("pk", "html"))

    @classmethod
    def _ids(cls, story_id: int, digests: Iterable[bytes]) -> dict[bytes, int]:
        rows = cls.objects.filter(story=story_id, digest__in=list(digests))
        return {bytes(digest): pk for digest, pk in rows.values_list("digest", "pk")}


class WholeText(DeferredAttribute):
    """Reading `.html` gives the text, wherever it stands."""

    def __get__(self, instance, cls=None):
        html = super().__get__(instance, cls)
        if instance is None or html or not instance.pieces:
            return html
        if "joined" not in instance.__dict__:
            instance.__dict__["joined"] = Piece.joined(instance.pieces)
        return instance.__dict__["joined"]

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class TextOrPieces(models.TextField):
    """The column of a text that may stand in `pieces` of the same row instead. For the database a
    TextField."""

    descriptor_class = WholeText

    def pre_save(self, model_instance, add):
        return model_instance.__dict__[self.attname]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def cut(html: str) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for passage in passages(html):
        held.append(passage)
        size += len(passage)
        if size >= MOST or (size >= LEAST and crc32(passage.encode()) % 2 == 0):
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)


def passages(html: str) -> Iterator[str]:
    """Blocks; sentences of huge blocks; words of huge sentences. Never less than a word or tag."""
    for block in _cut_at(BLOCK_END, html):
        if len(block) <= LONG:
            yield block
            continue
        for sentence in _cut_at(SENTENCE_END, block):
            yield from [sentence] if len(sentence) <= LONG else _cut_at(WORD_END, sentence)


def _cut_at(ends: re.Pattern, text: str) -> Iterator[str]:
    start = 0
    for found in ends.finditer(text):
        if found["end"]:
            yield text[start : found.end()]
            start = found.end()
    if start < len(text):
        yield text[start:]
