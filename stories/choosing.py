"""Two tabs, or two co-authors, never overwrite each other's choices and tags silently.

A form carries what stood in it when it was drawn (`seen`). What only one side changed since then is
taken over, and of tags whatever each side added or took away. Where both changed the same field,
nothing is written and `ChosenMeanwhile` tells it: its author keeps theirs, or writes over it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stories import limits
from stories.forms import KINDS, MAIN_FIELDS, TAG_FIELDS, StoryForm, initial_of
from stories.models import Story
from stories.tag_rules import obstacle
from tags import keys
from tags.models import Tag

COLUMNS = (
    "rating", "status", "planned_chapters", "language", "visibility", "review_policy",
    "also_posted_at",
)  # fmt: skip
WRITTEN = ("written_year", "written_month", "written_day")  # one field of the form

type Choices = dict[str, Any]  # by the names of StoryForm, as JSON has them; credits, lines


@dataclass(frozen=True)
class Clash:
    """What both sides made of one field."""

    name: str
    mine: Any
    theirs: Any


class ChosenMeanwhile(Exception):  # noqa: N818 - it says what happened
    """`seen` is what the form is to carry from now on: of these fields what stands there now, so
    that writing over it is no surprise any more."""

    def __init__(self, clashes: list[Clash], seen: Choices):
        super().__init__()
        self.clashes = clashes
        self.seen = seen | {clash.name: clash.theirs for clash in clashes}


def standing(story: Story, initial: Mapping[str, Any] | None = None) -> Choices:
    """What stands there now, as a form shows it; `initial`: what the form has of it already."""
    initial = initial or initial_of(story)
    return {
        **{name: initial[name] for name in (*COLUMNS, *TAG_FIELDS, "main")},
        "written": [getattr(story, name) for name in WRITTEN],
        "credits": story.credits,
        "lines": [place for place, line in enumerate(story.header_lines) if line.get("shown")],
    }


def chosen(form: StoryForm) -> Choices:
    """What a valid form says, as `standing` does; of credits and lines it knows nothing."""
    fields = form.plain_fields()
    return {
        **{name: fields[name] for name in COLUMNS},
        **form.tags(),
        "main": form.cleaned_data["main"],
        "written": [fields[name] for name in WRITTEN],
    }


def read(text: str) -> Choices:
    """What a form carried; of one that carries nothing, nobody knows where it began."""
    try:
        seen = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return seen if isinstance(seen, dict) else {}


def settle(seen: Choices, mine: Choices, theirs: Choices) -> Choices:
    """One out of two. A field of which nobody knows where it began is mine."""
    settled: Choices = {}
    clashes = []
    for name, value in mine.items():
        began, other = seen.get(name, theirs[name]), theirs[name]
        merge = _sets if isinstance(other, list) and name != "written" else _values
        is_settled, settled[name] = merge(name, began, value, other)
        if not is_settled:
            clashes.append(Clash(name, value, other))
    if not clashes and _has_too_many_hearts(settled) and "main" in _changed(seen, theirs):
        clashes.append(Clash("main", mine["main"], theirs["main"]))
    if clashes:
        raise ChosenMeanwhile(clashes, seen)
    return settled


def fields_of(settled: Choices) -> tuple[dict, dict[str, tuple]]:
    """The columns and the tags, as `Story.describe` takes them."""
    columns = {name: settled[name] for name in (*COLUMNS, "credits")}
    columns |= dict(zip(WRITTEN, settled["written"], strict=True))
    tags = {name: (settled[name], _hearts(settled, name)[: limits.HEARTS]) for name in TAG_FIELDS}
    return columns, tags


def both(began: list, mine: list, theirs: list, *, name: str = "") -> list:
    """Whatever each side added is there, and whatever each took away is not; mine stands first."""
    before, ours, others = (_keyed(side, name) for side in (began, mine, theirs))
    kept = [one for key, one in ours.items() if key in others or key not in before]
    new = [one for key, one in others.items() if key not in before and key not in ours]
    return [*kept, *new]


def is_same(some: Any, others: Any, *, name: str = "") -> bool:
    """Of tags: the same ones in the same order, however they are spelled."""
    if isinstance(some, list) and isinstance(others, list):
        return list(_keyed(some, name)) == list(_keyed(others, name))
    return bool(some == others)


def _values(name: str, began, mine, theirs) -> tuple[bool, Any]:
    if mine in (began, theirs):
        return True, theirs
    return began == theirs, mine


def _sets(name: str, began, mine: list, theirs: list) -> tuple[bool, list]:
    if is_same(mine, began, name=name) or is_same(mine, theirs, name=name):
        return True, theirs
    if is_same(began, theirs, name=name):
        return True, mine
    merged = both(began, mine, theirs, name=name)
    fits = name not in TAG_FIELDS or not obstacle(
        name, [[one, False] for one in merged], is_published=True
    )
    return fits, merged


def _changed(seen: Choices, theirs: Choices) -> set[str]:
    return {
        name
        for name in theirs
        if not is_same(seen.get(name, theirs[name]), theirs[name], name=name)
    }


def _hearts(settled: Choices, name: str) -> list[str]:
    if name not in MAIN_FIELDS:
        return []
    named = {keys.of(KINDS[name], one) for one in settled["main"]}
    return [one for one in settled[name] if keys.of(KINDS[name], one) in named]


def _has_too_many_hearts(settled: Choices) -> bool:
    return any(len(_hearts(settled, name)) > limits.HEARTS for name in MAIN_FIELDS)


def _keyed(values: Any, name: str) -> dict[str, Any]:
    """In their order, by what makes two of them one."""
    return {_key(one, name): one for one in values} if isinstance(values, list) else {}


def _key(value: Any, name: str) -> str:
    """The heart of a story is of two kinds; a character's name is nobody else's turned round."""
    if not isinstance(value, str):
        return json.dumps(value, sort_keys=True)
    return keys.of(Tag.Kind.RELATIONSHIP if name == "main" else KINDS.get(name, ""), value)
