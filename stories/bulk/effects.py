"""What a wish does to one story: read from the story as it stands, written nowhere. The preview and
the work ask the same function, so that the preview tells the truth."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from core.names import tag_key
from stories import limits
from stories.bulk.wish import BIN, COLUMNS, PUBLISH, UNPUBLISH, Wish
from stories.forms import KINDS
from stories.models import Chapter, SeriesEntry, Story, Tagging
from stories.models.scheduled import in_words
from stories.models.story_publishing import GO_WITH_STORY
from tags.vocabulary import NO_WARNINGS

DRAFT, PUBLISHED, IN_BIN = "draft", "published", "bin"
NEEDED = ("fandoms", "warnings")  # of every published story

type Tags = list[list]  # [[name, whether it is at the heart of the story]], as JSON has it


@dataclass
class Effect:
    """`changes` are {field: (what stands there, what will)}; `left` says why something stays as it
    is though it was wished otherwise."""

    story: Story
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def stories_for(user, ids, wish: Wish) -> QuerySet:
    """Those of these stories that are this person's, with what `effect_of` reads."""
    editable = Story.objects.editable_by(user).filter(pk=OuterRef("pk"))
    entries = SeriesEntry.objects.filter(story=OuterRef("pk"), series=wish.get("series") or 0)
    chapters = Chapter.objects.filter(GO_WITH_STORY, story=OuterRef("pk"), deleted_at=None)
    tags = Tagging.objects.filter(tag__kind__in=_kinds_of(wish)).select_related("tag")
    return (
        Story.objects.by(user)
        .filter(pk__in=ids)
        .prefetch_related(Prefetch("taggings", tags.order_by("position")))
        .annotate(
            is_editable=Exists(editable),
            is_in_series=Exists(entries),
            has_chapter=Exists(chapters),
            draft_title=F("draft__title"),
        )
    )


def _kinds_of(wish: Wish) -> list[str]:
    """The kinds of tags that matter to it."""
    is_needed = wish.get("becomes") == PUBLISH
    return [
        kind
        for name, kind in KINDS.items()
        if f"add_{name}" in wish or f"remove_{name}" in wish or (is_needed and name in NEEDED)
    ]


def effect_of(story: Story, wish: Wish, *, by, offered: set[str]) -> Effect:
    """`story` comes from `stories_for`; `offered` are the ratings with which one may publish."""
    effect = Effect(story)
    if not story.is_editable:  # type: ignore[attr-defined]
        effect.left.append(why_not_editable(story))
        return effect
    for name in COLUMNS:
        if wish.get(name) and getattr(story, name) != wish[name]:
            effect.changes[name] = (getattr(story, name), wish[name])
    for name in KINDS:
        _tags(effect, name, wish)
    if wish.get("series") and not story.is_in_series:  # type: ignore[attr-defined]
        effect.changes["series"] = (None, wish["series"])
    _state(effect, wish, by, offered)
    return effect


def why_not_editable(story: Story) -> str:
    if story.is_hidden:
        return _("hidden by a moderator: it stands still")
    return _("readers see it: you may change it once a moderator has let you in")


def tags_of(story: Story, name: str) -> Tags:
    return [[link.tag.name, link.main] for link in story.tags_by_kind.get(KINDS[name], [])]


def obstacle(story: Story, name: str, tags: Tags) -> str:
    """Why a story cannot have just these tags of a kind; empty if it can."""
    if len(tags) > limits.TAGS_A_KIND:
        return _("it would have more than %(limit)s tags of a kind") % {"limit": limits.TAGS_A_KIND}
    if story.is_published and name in NEEDED and not tags:
        return {
            "fandoms": _("a published story names its fandom"),
            "warnings": _("a published story names its warnings"),
        }[name]
    if name == "warnings" and len(tags) > 1 and NO_WARNINGS in [tag[0] for tag in tags]:
        return _("it has warnings: take them away as well")
    return ""


def _tags(effect: Effect, name: str, wish: Wish) -> None:
    add, remove = wish.get(f"add_{name}", ()), wish.get(f"remove_{name}", ())
    if not add and not remove:
        return
    now = tags_of(effect.story, name)
    then = with_tags(now, add, {tag_key(one) for one in remove})
    if name == "warnings" and NO_WARNINGS not in add and len(then) > 1:
        then = [tag for tag in then if tag[0] != NO_WARNINGS]  # some apply from now on
    if then == now:
        return
    if reason := obstacle(effect.story, name, then):
        effect.left.append(reason)
    else:
        effect.changes[name] = (now, then)


def with_tags(now: Tags, add, remove: set[str]) -> Tags:
    """`remove` are keys. What stays keeps its place; what is new comes last."""
    kept = [tag for tag in now if tag_key(tag[0]) not in remove]
    present = {tag_key(tag[0]) for tag in kept}
    return [*kept, *([name, False] for name in add if tag_key(name) not in present)]


def _state(effect: Effect, wish: Wish, by, offered: set[str]) -> None:
    story, becomes = effect.story, wish.get("becomes")
    now = PUBLISHED if story.is_published else DRAFT
    if becomes == PUBLISH and now == DRAFT:
        if not by.may_publish:
            effect.left.append(_("you may publish once a moderator has let you in"))
        elif missing := _missing(effect, offered):
            effect.left.append(_("not published: %(missing)s") % {"missing": missing})
        else:
            effect.changes["becomes"] = (now, PUBLISHED)
    elif becomes == UNPUBLISH and now == PUBLISHED:
        effect.changes["becomes"] = (now, DRAFT)
    elif becomes == BIN:
        effect.changes["becomes"] = (now, IN_BIN)


def _missing(effect: Effect, offered: set[str]) -> str:
    """What it lacks still once it was changed: as Story.missing_for_publishing says it of a story
    as it stands, without a query."""
    story, changes = effect.story, effect.changes
    rating = changes.get("rating", (None, story.rating))[1]
    tags = {name: changes.get(name, (None, tags_of(story, name)))[1] for name in NEEDED}
    lacks = {
        "rating": rating not in offered,
        "fandom": not tags["fandoms"],
        "warnings": not tags["warnings"],
        "chapter": not story.has_chapter,  # type: ignore[attr-defined]
    }
    return in_words([word for word, is_missing in lacks.items() if is_missing])
