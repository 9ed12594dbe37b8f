"""The check page as its author sees it, a proof in the printers' sense: the story as it will stand,
what is asked, and what is suggested."""

from functools import cached_property
from typing import Any

from django.forms import BoundField

from accounts.models import PenName
from intake import tongues
from intake.checking.form import MARKED, CheckForm
from intake.checking.parts import Parts
from intake.models import Source
from intake.reader import conservation
from intake.reader.manuscript import Manuscript, Suggestion
from intake.taking_over import FIELD_OF, guessed, taken_over
from stories.models import Story
from stories.models.story import ReviewPolicy, Status, Visibility

GUESSES = ("title", "fandom", "relationship", "character", "au", "category", "freeform")
MORE = (
    "relationships", "characters", "main", "au_tags", "freeforms", "categories",
    "notes", "dedication", "au_premise", "end_notes",
    "status", "planned_chapters", "language", "thoughts",
    "visibility", "review_policy", "pen_name", "written", "also_posted_at",
)  # fmt: skip


class Proof[Form: CheckForm]:
    """One reading of a source, with what its author corrected since. Raises Unreadable."""

    def __init__(self, source: Source, user, *, site, form: type[Form], whole: bool = False):
        self.source, self.whole = source, whole
        thoughts = source.corrections.get("thoughts", MARKED) == MARKED
        self.manuscript: Manuscript = source.read(thoughts=thoughts)
        self.form: Form = form(
            taken_over(self.manuscript),
            suggestions=_suggestions(self.manuscript),
            corrections=source.corrections,
            choices=_choices(self.manuscript, user, site),
            pen_names=list(PenName.objects.of(user)),
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
    def pen_name(self) -> PenName | None:
        names = self.form.pen_names
        chosen = self.form.initial.get("pen_name")
        return next((one for one in names if str(one.pk) == chosen), names[0] if names else None)

    @property
    def rating_hints(self) -> list[Suggestion]:
        return self.manuscript.suggestions("rating")

    @property
    def warning_hints(self) -> list[Suggestion]:
        return self.manuscript.suggestions("warning")

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
        return [
            self.form[name]
            for name in MORE
            if name in self.form.fields and name not in self.parts.names
        ]

    @property
    def more_needs_attention(self) -> bool:
        return any(field.errors for field in self.more)


def _suggestions(manuscript: Manuscript) -> dict[str, Suggestion]:
    """What is guessed, never taken over: the sentence that tells how the story leaves canon too."""
    guesses = [one for kind in GUESSES for one in guessed(manuscript, kind)]
    premise = manuscript.au_premise
    if premise and not premise.label:
        line = premise.lines[0]
        guesses.append(Suggestion("au_premise", premise.text, premise.source.strip(), line))
    return {f"{one.kind}:{one.name}": one for one in guesses}


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
