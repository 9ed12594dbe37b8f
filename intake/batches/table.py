"""The table of a batch: one line a story, in a handful of queries whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import PenName
from core import site
from core.names import key, tag_key
from intake import queue
from intake.batches import gathering, keeping, left_out, unpacking
from intake.models import Batch, Source
from intake.reader.kinds import Kind
from intake.twice import Match, known_among
from stories.models.choices import Rating, offered_ratings
from tags.forms import listed
from tags.models import Tag
from tags.vocabulary import in_words, official_names

SAID = (
    "title", "fandoms", "rating", "warnings", "language", "pen_name", "suggested", "add_all",
    "as_new",
)  # fmt: skip
WORK = (queue.READ, unpacking.UNPACK, gathering.DESCRIBE, keeping.KEEP)


@dataclass(frozen=True)
class Archive:
    """What is the same for all lines."""

    fandoms: list[str]
    ratings: set[str]
    warnings: dict[str, str]
    pen_names: list[PenName]


@dataclass(frozen=True)
class Line:
    """A story to be: what its files say, and on top of it what its author said. `job` is the task
    that the worker has for it still, or ""."""

    source: Source
    said: dict[str, Any]
    archive: Archive
    parts: list[Source] = field(default_factory=list)
    job: str = ""
    match: Match | None = None

    @property
    def outline(self) -> dict[str, Any]:
        return self.source.outline

    @property
    def title(self) -> str:
        return self._said("title", self.outline.get("title") or "")

    @cached_property
    def fandoms(self) -> list[str]:
        stated = self.outline.get("fandoms") or self.archive.fandoms
        found = listed(self.said["fandoms"]) if self.said["fandoms"] is not None else stated
        guessed = [key.partition(":")[2] for key in self._ticked if key.startswith("fandom:")]
        return [name for name in dict.fromkeys([*found, *guessed]) if name]

    @property
    def rating(self) -> str:
        rating = self._said("rating", self.outline.get("rating") or "")
        return str(rating) if rating in self.archive.ratings else ""

    @property
    def rating_in_words(self) -> str:
        return str(Rating(self.rating).label) if self.rating else ""

    @property
    def warnings(self) -> list[str]:
        stated = self._said("warnings", self.outline.get("warnings") or [])
        official = self.archive.warnings
        return [official[tag_key(name)] for name in stated if tag_key(name) in official]

    @property
    def warnings_in_words(self) -> list[str]:
        return [str(in_words(Tag.Kind.WARNING, name)) for name in self.warnings]

    @property
    def pen_name(self) -> PenName | str | None:
        """As the check page chooses it. Said only where there is a choice."""
        names, authors = self.archive.pen_names, map(key, self.outline.get("authors", ()))
        if len(names) < 2 and not self.said["pen_name"]:
            return None
        chosen = str(self.said["pen_name"] or "")
        known = {one.key: one for one in names}
        usual = next((known[one] for one in authors if one in known), names[0] if names else None)
        if chosen.startswith("new:"):
            return chosen.removeprefix("new:")
        return next((one for one in names if str(one.pk) == chosen), usual)

    @property
    def lacks(self) -> list[str]:
        """What only its author knows, by the names of the check page's fields."""
        wanted = {
            _("Title"): self.title,
            _("Fandom"): self.fandoms or self.said["add_all"],
            _("Rating"): self.rating,
            _("Warnings"): self.warnings,
        }
        return [label for label, value in wanted.items() if not value]

    @property
    def trouble(self) -> str:
        return self.outline.get("trouble") or ""

    @property
    def state(self) -> str:
        story = self.source.story
        if self.job:
            return {queue.READ: "reading", keeping.KEEP: "keeping"}.get(self.job, "reading")
        if story:
            return "binned" if story.deleted_at else "out" if story.is_published else "draft"
        if self.source.refusal:
            return "refused"
        if not self.outline:
            return "unread"
        if self.match and not self.said["as_new"]:
            return "known"
        return "lacking" if self.lacks else "ready"

    @property
    def is_open(self) -> bool:
        """Whether something can still be said of it here."""
        return not (self.source.story_id or self.source.refusal)

    @property
    def may_be_kept(self) -> bool:
        return self.state in ("ready", "lacking")

    @property
    def may_be_published(self) -> bool:
        return self.state in ("ready", "draft")

    @property
    def may_be_ticked(self) -> bool:
        return self.may_be_published or self.state in ("lacking", "known", "unread")

    @property
    def name(self) -> str:
        return self.title or self.source.name

    @property
    def language(self) -> str:
        return self._said("language", self.outline.get("language")) or "und"

    @property
    def address(self) -> str:
        """Its check page, or its story's; none while there is nothing to see there."""
        if self.state in ("reading", "keeping", "refused", "binned"):
            return ""
        return (self.source.story or self.source).get_absolute_url()

    @property
    def files(self) -> list[Source]:
        return [self.source, *self.parts]

    @property
    def _ticked(self) -> list[str]:
        return self.said["suggested"] or []

    def _said(self, name: str, read: Any) -> Any:
        said = self.said[name]
        return read if said is None else said


class Table:
    def __init__(self, batch: Batch, user) -> None:
        self.batch, self.user = batch, user

    @cached_property
    def lines(self) -> list[Line]:
        firsts = [one for one in self._files if one.first_part_id is None and not _is_opened(one)]
        parts: dict[int, list[Source]] = {}
        for one in self._files:
            parts.setdefault(one.first_part_id or 0, []).append(one)
        waiting = [one for one in firsts if one.outline and not one.story_id and not one.refusal]
        matches = known_among(waiting, self.user)
        return [
            Line(
                one,
                {name: getattr(one, _column(name)) for name in SAID},
                self._archive,
                parts.get(one.pk, []),
                self._jobs.get(one.pk, ""),
                matches.get(one.pk),
            )
            for one in firsts
        ]

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has something to do for it."""
        return bool(self._jobs)

    @cached_property
    def is_unpacking(self) -> bool:
        return unpacking.UNPACK in self._jobs.values()

    @property
    def is_reading(self) -> bool:
        return any(name != keeping.KEEP for name in self._jobs.values())

    @property
    def files(self) -> int:
        return sum(not _is_opened(one) for one in self._files)

    @property
    def read(self) -> int:
        return sum(
            not (gathering.is_unread(one) or self._jobs.get(one.pk) == queue.READ)
            for one in self._files
            if not _is_opened(one)
        )

    @property
    def stories(self) -> int:
        return len(self.lines)

    @property
    def kept(self) -> int:
        return sum(bool(line.source.story_id) and not line.job for line in self.lines)

    @property
    def complete(self) -> list[Line]:
        return [line for line in self.lines if line.state == "ready"]

    @property
    def is_lacking(self) -> bool:
        return any(line.state == "lacking" for line in self.lines)

    @property
    def is_done(self) -> bool:
        """Nothing is left to say or do here."""
        return not any(line.may_be_ticked for line in self.lines)

    @property
    def report(self) -> list[dict[str, str]]:
        return [left_out.in_words(line) for line in self.batch.report]

    def ticked(self, tokens: Iterable[str]) -> list[Line]:
        wanted = set(tokens)
        return [line for line in self.lines if line.source.token in wanted]

    @cached_property
    def _files(self) -> list[Source]:
        """Without the corrections, which may hold whole chapters: only what a line shows."""
        said = {_column(name): KeyTransform(name, "corrections") for name in SAID}
        files = self.batch.sources.select_related("story").defer("corrections", "report")
        return list(files.annotate(**said).order_by("position", "pk"))

    @cached_property
    def _jobs(self) -> dict[int, str]:
        jobs = ProcrastinateJob.objects.filter(
            task_name__in=WORK,
            status__in=("todo", "doing"),
            args__source_id__in=[one.pk for one in self._files],
        )
        return {
            row["args"]["source_id"]: row["task_name"] for row in jobs.values("args", "task_name")
        }

    @cached_property
    def _archive(self) -> Archive:
        only = site.current().fandom
        return Archive(
            [only] if only else [],
            offered_ratings(),
            official_names(Tag.Kind.WARNING),
            list(PenName.objects.of(self.user)),
        )


def _column(name: str) -> str:
    return f"said_{name}"


def _is_opened(source: Source) -> bool:
    """A zip is no line of the table, but for one that could not be opened."""
    return source.kind == Kind.ZIP and not source.refusal
