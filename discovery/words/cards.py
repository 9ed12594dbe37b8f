"""What a card says, as words: title, pen names, tags under their own and their official names,
summary and premise. A name that is not shown is not found."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.html import visible_text
from discovery.words import letters, stems
from discovery.words.asking import PREMISE
from discovery.words.vectors import Text, spelled, vector
from stories.models import Byline, Story, Tagging

TITLE, NAME, TAG, SUMMARY = "A", "B", "C", ""


@dataclass
class Card:
    title: str
    summary: str
    premise: str
    dictionary: str
    names: list[str] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)  # in order, each once

    @property
    def vector(self) -> str:
        here, as_written = self.dictionary, stems.AS_WRITTEN
        return vector(
            [
                _text(self.title, here, TITLE),
                *(_text(name, as_written, NAME) for name in self.names),
                *(_text(name, here, TAG) for name in self.tags),
                _text(self.summary, here, SUMMARY),
                _text(self.premise, here, SUMMARY),
                _text(self.premise, here, SUMMARY, before=PREMISE),
            ]
        )


def cards(story_ids: Iterable[int]) -> dict[int, Card]:
    """In three queries, whoever may see them."""
    ids = list(story_ids)
    columns = ("pk", "title", "summary", "au_premise", "language")
    found = {
        pk: Card(title, visible_text(summary), visible_text(premise), stems.dictionary_of(language))
        for pk, title, summary, premise, language in Story.objects.filter(pk__in=ids).values_list(
            *columns
        )
    }
    shown = Byline.objects.filter(story__in=found, state=Byline.State.ACCEPTED, shown=True)
    for pk, name in shown.values_list("story", "pen_name__name"):
        found[pk].names.append(name)
    tags = Tagging.objects.filter(content_object__in=found).order_by("position", "pk")
    for pk, *names in tags.values_list("content_object", "tag__name", "tag__synonym_of__name"):
        found[pk].tags.update(dict.fromkeys(name for name in names if name))
    _learn(found.values())
    return found


def _learn(found: Iterable[Card]) -> None:
    """All their words at once, instead of a question for each text."""
    by_dictionary: dict[str, set[str]] = {}
    for card in found:
        texts = " ".join((card.title, card.summary, card.premise, *card.tags))
        by_dictionary.setdefault(card.dictionary, set()).update(_words(texts))
    for dictionary, words in by_dictionary.items():
        spaced = {letters.folded(word) for word in words if not letters.is_run(word)}
        stems.learn(spaced, [dictionary])


def _text(text: str, dictionary: str, weight: str, before: str = "") -> Text:
    return Text(spelled(_words(text), dictionary), weight, before)


def _words(text: str) -> list[str]:
    return letters.words_and_runs(letters.legible(text))
