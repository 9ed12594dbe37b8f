"""Cards in lists, drawn once for everybody: nothing on a card depends on who reads it, only whether
it stands there."""

from collections.abc import Iterable, Mapping

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core import site
from core.pages import KEPT_SECONDS
from stories import fingerprints
from stories.models import Story

FOUND = "<!--found-->"  # under the summary; no text of a story's has a comment


def drawn(
    ids: Iterable[int], user, *, level: int = 3, found: Mapping[int, SafeString] | None = None
) -> list[str]:
    """The cards of these stories, in their order, without those that are not for this person.
    `level` is that of a card's heading on this page; `found`: what a search found in the text."""
    cards = by_story(ids, user, level=level)
    if not found:
        return list(cards.values())
    return [with_found(card, found[pk]) if pk in found else card for pk, card in cards.items()]


def with_found(card: str, found: SafeString) -> SafeString:
    return mark_safe(card.replace(FOUND, found, 1))  # noqa: S308 both were escaped when drawn


def by_story(ids: Iterable[int], user, *, level: int = 3) -> dict[int, str]:
    """The same by story, in the same order."""
    ids = list(ids)
    shown = fingerprints.of_cards(ids, user)
    way = f"{level}-{get_language()}-{site.current().reviews_called}"
    keys = {pk: f"card-{pk}-{shown[pk]}-{way}" for pk in ids if pk in shown}
    cards = caches["pages"].get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in cards]
    if missing:
        stories = Story.objects.visible_to(user).for_cards().in_bulk(missing)
        new = {keys[pk]: _draw(story, level) for pk, story in stories.items()}
        caches["pages"].set_many(new, KEPT_SECONDS)
        cards |= new
    return {pk: cards[key] for pk, key in keys.items() if key in cards}


def _draw(story: Story, level: int) -> str:
    return render_to_string("stories/_card.html", {"story": story, "level": level})
