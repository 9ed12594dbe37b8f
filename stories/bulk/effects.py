"""What a wish does to each story: thought out from the facts, written nowhere. The preview and the
work ask the same function, so that the preview tells the truth."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from stories.bulk.facts import Facts, Link, facts_for
from stories.bulk.wish import BIN, COLUMNS, PUBLISH, UNPUBLISH, Wish
from stories.forms import KINDS
from stories.models.choices import offered_ratings
from stories.models.scheduled import in_words
from stories.tag_rules import NEEDED, Tags, obstacle
from tags import keys
from tags.vocabulary import no_warnings

DRAFT, PUBLISHED, IN_BIN = "draft", "published", "bin"


@dataclass
class Effect:
    """On the story `pk`. `changes` are {field: (what stands there, what will)}; `left` says why
    something stays as it is though it was wished otherwise."""

    pk: int
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def effects(user, ids: Sequence[int], wish: Wish) -> list[Effect]:
    """On those of these stories that are this person's, in the order of `ids`."""
    asked = _Asked(user, wish)
    return [asked.effect_on(facts) for facts in facts_for(user, ids, wish)]


class _Asked:
    """A wish, with what is the same for every story: the keys of its tags, what its author may."""

    def __init__(self, user, wish: Wish) -> None:
        self.wish = wish
        self.may_publish = user.may_publish
        self.offered = offered_ratings()
        self.columns = {name: wish[name] for name in COLUMNS if wish.get(name)}
        self.tags = {
            name: (
                {keys.of(KINDS[name], one): one for one in wish.get(f"add_{name}", ())},
                {keys.of(KINDS[name], one) for one in wish.get(f"remove_{name}", ())},
            )
            for name in KINDS
            if wish.get(f"add_{name}") or wish.get(f"remove_{name}")
        }
        self.none = no_warnings() if "warnings" in self.tags else set()

    def effect_on(self, facts: Facts) -> Effect:
        effect = Effect(facts.pk)
        if not facts.is_editable:
            effect.left.append(_why_not_editable(facts))
            return effect
        for name, then in self.columns.items():
            if facts.columns[name] != then:
                effect.changes[name] = (facts.columns[name], then)
        for name in self.tags:
            self._change_tags(effect, name, facts)
        if self.wish.get("series") and not facts.is_in_series:
            effect.changes["series"] = (None, self.wish["series"])
        self._change_state(effect, facts)
        return effect

    def _change_tags(self, effect: Effect, name: str, facts: Facts) -> None:
        add, remove = self.tags[name]
        now = _plain(facts.tags[name])
        then = _with_tags(facts.tags[name], add, remove)
        if name == "warnings" and self.none.isdisjoint(add) and len(then) > 1:
            then = self._without_none(then)  # some apply from now on
        if then == now:
            return
        if reason := obstacle(name, then, is_published=facts.is_published, none=self.none):
            effect.left.append(reason)
        else:
            effect.changes[name] = (now, then)

    def _without_none(self, warnings: Tags) -> Tags:
        return [tag for tag in warnings if keys.of(KINDS["warnings"], tag[0]) not in self.none]

    def _change_state(self, effect: Effect, facts: Facts) -> None:
        becomes = self.wish.get("becomes")
        now = PUBLISHED if facts.is_published else DRAFT
        if becomes == PUBLISH and now == DRAFT:
            if not self.may_publish:
                effect.left.append(_("you may publish once a moderator has let you in"))
            elif missing := self._missing(effect, facts):
                effect.left.append(_("not published: %(missing)s") % {"missing": missing})
            else:
                effect.changes["becomes"] = (now, PUBLISHED)
        elif becomes == UNPUBLISH and now == PUBLISHED:
            effect.changes["becomes"] = (now, DRAFT)
        elif becomes == BIN:
            effect.changes["becomes"] = (now, IN_BIN)

    def _missing(self, effect: Effect, facts: Facts) -> str:
        """What it lacks still once it was changed: as Story.missing_for_publishing says it of a
        story as it stands, without a query."""
        has = {name: effect.changes.get(name, (None, facts.tags[name]))[1] for name in NEEDED}
        rating = effect.changes.get("rating", (None, facts.columns["rating"]))[1]
        lacks = {
            "rating": rating not in self.offered,
            "fandom": not has["fandoms"],
            "warnings": not has["warnings"],
            "chapter": not facts.has_chapter,
        }
        return in_words([word for word, is_missing in lacks.items() if is_missing])


def _why_not_editable(facts: Facts) -> str:
    if facts.is_hidden:
        return _("hidden by a moderator: it stands still")
    return _("readers see it: you may change it once a moderator has let you in")


def _plain(links: list[Link]) -> Tags:
    return [[link.name, link.main] for link in links]


def _with_tags(now: list[Link], add: dict[str, str], remove: set[str]) -> Tags:
    """What stays keeps its place; what is new comes last."""
    kept = [link for link in now if link.key not in remove]
    present = {link.key for link in kept}
    return [*_plain(kept), *([name, False] for key, name in add.items() if key not in present)]
