"""What a newer document would change, step by step, before anything is changed.

Each field has three states: as the document was when it was kept (a mark), as it stands here now,
and as the newer document has it. Only what differs from its mark was changed on that side.
"""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from core.differences import Change, differences
from core.html import visible_text
from core.words import words
from intake.fair_copy import FairCopy
from intake.marks import Marks, mark
from stories.forms import KINDS, ChapterForm, StoryForm
from stories.models import Chapter, Story
from tags import keys

# What becomes of a chapter, or of the story's own texts.
SAME, CHANGED, YOURS, NEW, GONE, BINNED = "same", "changed", "yours", "new", "gone", "binned"
BODY = "html"
SHORT = 3  # changed passages of a chapter that are shown at once

type Field = tuple[str, list[Change]]  # its name, and what differs in it


@dataclass
class Step:
    """`number`: of the chapter, in the order that the story would have; 0 for the story's own
    texts. `taken` are fields that only the document changed, `kept` those that both did: they stay
    as they stand here, unless its author ticks `key`. Both hold the document's texts."""

    key: str
    kind: str
    number: int = 0
    title: str = ""
    chapter: Chapter | None = None
    pk: int = 0  # of the chapter, also of one in the bin or gone for good
    marks: Marks = field(default_factory=dict)  # that it had when it was kept
    here: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    @cached_property
    def replaced(self) -> list[Field]:
        """The differences that come with the document."""
        return [] if self.kind == NEW else self._fields(self.taken)

    @cached_property
    def disputed(self) -> list[Field]:
        """The differences that its author decides about."""
        return self._fields(self.kept)

    @property
    def has_several(self) -> bool:
        """More than the text of a chapter: then each field is called by its name."""
        return {*self.taken, *self.kept} != {BODY}

    @property
    def is_short(self) -> bool:
        return sum(len(changes) for _label, changes in self.replaced + self.disputed) <= SHORT

    @property
    def words(self) -> int:
        return len(words(visible_text(self.taken.get(BODY, ""))))

    def _fields(self, texts: dict[str, str]) -> list[Field]:
        form = ChapterForm if self.chapter else StoryForm
        return [
            (
                str(form.base_fields[name].label),
                differences(_as_html(name, self.here.get(name, "")), _as_html(name, text)),
            )
            for name, text in texts.items()
        ]


@dataclass
class Plan:
    story: Story
    texts: Step
    chapters: list[Step]
    tags: dict[str, list[str]]
    fields: dict[str, Any]

    @property
    def steps(self) -> list[Step]:
        return [self.texts, *self.chapters]

    def of_kind(self, *kinds: str) -> list[Step]:
        return [step for step in self.steps if step.kind in kinds]

    @property
    def is_empty(self) -> bool:
        return not (self.tags or self.fields or self.of_kind(CHANGED, YOURS, NEW))

    @property
    def shown(self) -> list[Step]:
        """In the order of the document; what stays as it is left out."""
        return [step for step in self.steps if step.kind != SAME]

    @property
    def same(self) -> int:
        """How many chapters stay as they are."""
        return sum(step.kind == SAME for step in self.chapters)

    @property
    def new_tags(self) -> list[str]:
        return [name for names in self.tags.values() for name in names]


def plan(story: Story, user, copy: FairCopy) -> Plan:
    """`copy`: the newer document as it was read."""
    marks = remembered(story, user)
    texts = _step("story", story.current_fields(), copy.texts, marks["texts"])
    return Plan(
        story, texts, _chapters(story, copy, marks["chapters"]), _tags(story, copy, marks["tags"]),
        _fields(story, copy),
    )  # fmt: skip


def remembered(story: Story, user) -> dict[str, Any]:
    """The marks of the newest document that was kept of it; of a story that was kept before there
    were marks: as if its author had changed everything here."""
    sources = story.sources.visible_to(user).filter(first_part=None).order_by("-pk")
    for outline in sources.values_list("outline", flat=True):
        if "marks" in outline:
            found: dict[str, Any] = outline["marks"]
            return found
    chapters = story.chapters.in_place().values_list("pk", flat=True)
    return {"texts": {}, "tags": {}, "chapters": [[pk, {}] for pk in chapters]}


def _chapters(story: Story, copy: FairCopy, known: list[tuple[int, Marks]]) -> list[Step]:
    read = [chapter for chapter in copy.chapters if any(chapter.values())]
    there = Chapter.objects.filter(story=story).select_related("text", "draft").in_bulk()
    found: list[Step] = []
    for place, partner in enumerate(_partners(known, read, there), 1):
        texts = read[place - 1]
        if partner is None:
            found.append(Step(f"new-{place}", NEW, place, texts["title"], taken=texts))
            continue
        pk, marks = known[partner]
        chapter = there.get(pk)
        if chapter is None or chapter.deleted_at:
            found.append(Step(f"binned-{place}", BINNED, place, texts["title"], pk=pk))
            continue
        step = _step(f"chapter-{pk}", _texts_of(chapter), texts, marks)
        step.number, step.chapter, step.title = place, chapter, step.here["title"]
        step.pk = pk
        found.append(step)
    return found + _gone(known, found, there)


def _gone(
    known: list[tuple[int, Marks]], found: list[Step], there: dict[int, Chapter]
) -> list[Step]:
    """Chapters that came with the document before, and that the newer one has not: they stay."""
    met = {step.pk for step in found}
    return [
        Step(f"gone-{pk}", GONE, 0, there[pk].title, there[pk], pk=pk, marks=marks)
        for pk, marks in known
        if pk not in met and pk in there and there[pk].deleted_at is None
    ]


def _partners(
    known: list[tuple[int, Marks]], read: list[dict[str, str]], there: dict[int, Chapter]
) -> list[int | None]:
    """For each chapter of the document, which of the known ones it is: equal texts first, and what
    lies between two pairs in order."""
    before = [marks.get(BODY) or _mark_here(there.get(pk)) for pk, marks in known]
    after = [mark(chapter[BODY]) for chapter in read]
    partners: list[int | None] = [None] * len(after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _kind, a, b, c, d in matcher.get_opcodes():
        for old, new in zip(range(a, b), range(c, d), strict=False):
            partners[new] = old
    return partners


def _mark_here(chapter: Chapter | None) -> str:
    return mark(_texts_of(chapter)[BODY]) if chapter else ""


def _texts_of(chapter: Chapter) -> dict[str, str]:
    """As `current_fields`, of a chapter that came with its text and its draft."""
    draft = getattr(chapter, "draft", None)
    if draft:
        return {field: getattr(draft, field) for field in Chapter.AUTHOR_FIELDS}
    fields = {field: getattr(chapter, field) for field in Chapter.AUTHOR_FIELDS if field != BODY}
    return {**fields, BODY: chapter.text.html}


def _step(key: str, here: dict[str, str], read: dict[str, str], marks: Marks) -> Step:
    step = Step(key, SAME, here=here)
    for name, text in read.items():
        ours, theirs = mark(here.get(name, "")), mark(text)
        if not text or theirs in (ours, marks.get(name)):
            continue  # what a document does not say takes nothing away
        if ours == marks.get(name):
            step.taken[name] = text
        else:
            step.kept[name] = text
    step.kind = CHANGED if step.taken else YOURS if step.kept else SAME
    return step


def _tags(story: Story, copy: FairCopy, known: dict[str, list[str]]) -> dict[str, list[str]]:
    """The document's new tags: what its author took away here does not come back."""
    found = {}
    for name, names in copy.tags.items():
        kind = KINDS[name]
        here = {keys.of(kind, tag) for tag in getattr(story, name).names()}
        here |= {keys.of(kind, key) for key in known.get(name, [])}
        if fresh := [one for one in names if keys.of(kind, one) not in here]:
            found[name] = fresh
    return found


def _fields(story: Story, copy: FairCopy) -> dict[str, Any]:
    """How far it is: the rest is what an author says here."""
    wanted = {name: copy.fields.get(name) for name in ("status", "planned_chapters")}
    return {
        name: value for name, value in wanted.items() if value and value != getattr(story, name)
    }


def _as_html(name: str, text: str) -> str:
    return f"<p>{text}</p>" if name == "title" and text else text
