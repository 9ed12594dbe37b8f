"""What an author changed on the check page: only what differs from what was read is kept, so that a
text left alone follows a new reading of its source."""

import re
from typing import Any

from core import html
from core.fields import Stored
from intake.checking import found
from intake.fair_copy import FairCopy
from stories.forms import HTML_FIELDS

OF_A_CHAPTER = re.compile(r"chapter-(?P<number>\d{1,4})-(?P<field>\w+)")


def initial_of(copy: FairCopy) -> dict[str, Any]:
    """A fair copy as the check page's form shows it, by the names of its fields."""
    texts = {
        name: Stored(value) if name in HTML_FIELDS else value for name, value in copy.texts.items()
    }
    chapters = {
        f"chapter-{number}-{name}": value if name == "title" else Stored(value)
        for number, chapter in enumerate(copy.chapters)
        for name, value in chapter.items()
    }
    fields = {name: value for name, value in copy.fields.items() if not name.startswith("written")}
    dates = [copy.fields.get(f"written_{part}") for part in ("year", "month", "day")]
    written = "-".join(f"{part:02}" for part in dates if part)
    told = {"main": copy.main, "written": written, **found.read_of(copy)}
    return {**texts, **chapters, **copy.tags, **fields, **told}


def differing(form, data) -> dict[str, Any]:
    """The corrections in a POST. What was not sent at all is as it was before."""
    changed = {}
    for name, field in form.fields.items():
        if field.widget.value_omitted_from_data(data, {}, name):
            if name in form.corrections:
                changed[name] = form.corrections[name]
            continue
        typed = field.widget.value_from_datadict(data, {}, name)
        if not is_same(typed, field.prepare_value(form.as_read.get(name))):
            changed[name] = legible(typed)
    return changed


def after_moving(form, name: str) -> dict[str, Any]:
    """The corrections once the surplus of the text `name` has gone on elsewhere."""
    copy, place = form.fair_copy(), OF_A_CHAPTER.fullmatch(name)
    before = initial_of(copy)
    if name in HTML_FIELDS:
        copy.move_rest(name)
    elif place and name in form.fields and place["field"] in ("summary", "notes", "end_notes"):
        copy.move_rest(place["field"], int(place["number"]))
    changed = {n: value for n, value in initial_of(copy).items() if value != before.get(n)}
    return {**form.corrections, **{n: _typed(value) for n, value in changed.items()}}


def chapters_in(corrections: dict[str, Any]) -> set[tuple[int, str]]:
    """(0, "title") … for each text of a chapter that was changed or added."""
    matches = map(OF_A_CHAPTER.fullmatch, corrections)
    return {(int(match["number"]), match["field"]) for match in matches if match}


def is_same(typed: Any, shown: Any) -> bool:
    return _plain(typed) == _plain(shown)


def legible(typed: Any) -> Any:
    """As the database can hold it."""
    if isinstance(typed, list):
        return [legible(one) for one in typed]
    return typed.replace("\x00", " ") if isinstance(typed, str) else typed


def _plain(value: Any) -> Any:
    if isinstance(value, list) and value:
        return [str(one) for one in value]
    return str(value or "").replace("\r\n", "\n").replace("\r", "\n")


def _typed(value: Any) -> Any:
    return html.to_textarea(value) if isinstance(value, Stored) else value
