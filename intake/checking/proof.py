"""The check page as its author sees it, a proof in the printers' sense: the story as it will stand,
what is asked, and what is suggested."""

from functools import cached_property
from typing import Any

from django.forms import BoundField

from accounts.models import PenName
from core.names import key
from intake import tongues
from intake.checking import found
from intake.checking.form import MARKED, CheckForm
from intake.checking.parts import Parts
from intake.known import SAMPLE, known_in
from intake.models import Source
from intake.reader import conservation
from intake.reader.manuscript import Manuscript, Suggestion
from intake.taking_over import FIELD_OF, guessed, taken_over
from intake.twice import known
from stories.models import Story
from stories.models.choices import ReviewPolicy, Status, Visibility
from tags import keys

GUESSES = ("title", "fandom", "relationship", "character", "au", "category", "freeform")
MORE = (
    "relationships", "characters", "main", "au_tags", "freeforms", "categories",
    "notes", "dedication", "au_premise", "end_notes",
    "series-0", "series-0-place", "status", "planned_chapters", "language", "thoughts",
    "visibility", "review_policy", "pen_name", "written", "also_posted_at",
)  # fmt: skip


class Proof[Form: CheckForm]:
    """One reading of a source, with what its author corrected since. Raises Unreadable, and
    BeingRead. `marks`: whether thoughts are set off, if not as its author wants."""

    def __init__(
        self,
        source: Source,
        user,
        *,
        site,
        form: type[Form],
        whole: bool = False,
        marks: bool | None = None,
    ):
        self.source, self.whole = source, whole
        thoughts = marks_thoughts(source) if marks is None else marks
        self.manuscript: Manuscript = source.read(thoughts=thoughts)
        self.match = known(source, user)
        pen_names = list(PenName.objects.of(user))
        authors = [one.name for one in self.manuscript.suggestions("author")]
        self.form: Form = form(
            taken_over(self.manuscript, own_names=[one.name for one in pen_names]),
            suggestions=_suggestions(self.manuscript, user),
            corrections=source.corrections,
            choices=_choices(self.manuscript, user, site) | _signed(authors, pen_names),
            pen_names=pen_names,
            new_names=found.new_names(authors, pen_names) if pen_names else [],
            match=self.match,
        )

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.manuscript, self.form, whole=self.whole)

    @cached_property
    def counts(self) -> conservation.Counts:
        return conservation.check(self.manuscript, self.manuscript.source)

    @property
    def language(self) -> str:
        return self.form["language"].value() or "und"

    @property
    def pen_name(self) -> PenName | str | None:
        names = self.form.pen_names
        chosen = self.form.initial.get("pen_name") or ""
        if chosen.startswith(found.NEW):
            return str(chosen).removeprefix(found.NEW)
        return next((one for one in names if str(one.pk) == chosen), names[0] if names else None)

    @property
    def author(self) -> Suggestion | None:
        """Where the document names its author."""
        return next(iter(self.manuscript.suggestions("author")), None)

    @property
    def asks_pen_name(self) -> bool:
        """Beside the byline, where the document names somebody who does not write here yet."""
        return "pen_name" in self.form.fields and bool(self.form.new_names)

    @property
    def series(self) -> list[tuple[BoundField, BoundField]]:
        """Those that the document names, or that were added here."""
        places = range(max(1, len(self.form.copy.series)))
        rows = [(self.form[f"series-{n}"], self.form[f"series-{n}-place"]) for n in places]
        return rows if self.form.copy.series or rows[0][0].value() else []

    @property
    def credits(self) -> list[dict[str, Any]]:
        """Each with its tick."""
        rows = self.form.copy.credits
        ticked = self.form["credit"].value() or [] if rows else []
        return [
            {
                **credit,
                "words": found.KINDS.get(credit["kind"], ""),
                "is_private": credit["kind"] in found.PRIVATE,
                "is_ticked": str(place) in ticked,
            }
            for place, credit in enumerate(rows)
        ]

    @property
    def dates(self) -> BoundField | None:
        return self.form["dates"] if "dates" in self.form.fields else None

    @property
    def found(self) -> list[str]:
        """Names of the series and of those whom the file credits, for a fold to say what is in
        it."""
        names = [name.value() for name, _place in self.series]
        names += [credit["name"] or credit["address"] for credit in self.credits]
        return [name for name in names if name]

    @property
    def found_needs_attention(self) -> bool:
        return any(field.errors for row in self.series for field in row)

    @property
    def rating_hints(self) -> list[Suggestion]:
        return _one_a_line(self.manuscript.suggestions("rating"))

    @property
    def warning_hints(self) -> list[Suggestion]:
        return _one_a_line(self.manuscript.suggestions("warning"))

    @property
    def suggestions(self) -> list[dict[str, Any]]:
        """Each guess, with its tick."""
        ticked = self.form["suggested"].value() or []
        return [
            {
                "key": key,
                "guess": guess,
                "kind": self.form.fields[FIELD_OF.get(guess.kind, guess.kind)].label,
                "is_ticked": key in ticked,
            }
            for key, guess in self.form.suggestions.items()
        ]

    @property
    def header_lines(self) -> list[dict[str, Any]]:
        ticked = self.form["show_line"].value() or []
        lines = enumerate(self.form.copy.header_lines)
        return [{**line, "is_ticked": str(place) in ticked} for place, line in lines]

    @cached_property
    def more(self) -> list[BoundField]:
        """Everything that nobody must look at, texts that the document does not have included."""
        shown = {*self.parts.names, *(field.name for row in self.series for field in row)}
        shown |= {"pen_name"} if self.asks_pen_name else set()
        return [self.form[name] for name in MORE if name in self.form.fields and name not in shown]

    @property
    def more_needs_attention(self) -> bool:
        return any(field.errors for field in self.more)


def marks_thoughts(source: Source) -> bool:
    """Whether its bringer wants `<thoughts like this>` set off."""
    return bool(source.corrections.get("thoughts", MARKED) == MARKED)


def _one_a_line(hints: list[Suggestion]) -> list[Suggestion]:
    """A line that says several things is shown once."""
    return list({(hint.line, hint.why): hint for hint in hints}.values())


def _suggestions(manuscript: Manuscript, user) -> dict[str, Suggestion]:
    """What is guessed, never taken over: the sentence that tells how the story leaves canon too,
    and the names in its text that the archive knows."""
    guesses = [one for kind in GUESSES for one in guessed(manuscript, kind)]
    said = {(one.kind, keys.of(one.kind, one.name)) for one in manuscript.suggested}
    text = "\n".join(chapter.text[:SAMPLE] for chapter in manuscript.chapters[:1])
    named = known_in(text, user)
    guesses += [one for one in named if (one.kind, keys.of(one.kind, one.name)) not in said]
    premise = manuscript.au_premise
    if premise and not premise.label:
        line = premise.lines[0]
        guesses.append(Suggestion("au_premise", premise.text, premise.source.strip(), line))
    return {f"{one.kind}:{one.name}": one for one in guesses}


def _signed(authors: list[str], pen_names: list[PenName]) -> dict[str, str]:
    """The pen name of one's own that the document names, else the one used last."""
    named = {key(name) for name in authors}
    chosen = [one for one in pen_names if one.key in named] or pen_names
    return {"pen_name": str(chosen[0].pk)} if chosen else {}


def _choices(manuscript: Manuscript, user, site) -> dict[str, Any]:
    """What its author chose last time, and what a whole archive has in common."""
    last = Story.objects.by(user).order_by("-pk").first()
    text = " ".join(chapter.text[: tongues.SAMPLE] for chapter in manuscript.chapters[:1])
    is_done = last and last.status == Status.COMPLETE
    return {
        "fandoms": [site.fandom] if site.fandom else [],
        "status": Status.COMPLETE if is_done else Status.IN_PROGRESS,
        "language": tongues.guess(text) or (last.language if last else site.language),
        "visibility": last.visibility if last else Visibility.PUBLIC,
        "review_policy": last.review_policy if last else ReviewPolicy.EVERYBODY,
    }
