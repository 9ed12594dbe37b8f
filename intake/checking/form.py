"""The check page's form: every part of a story as it was read, and what only its author knows.

It is always made anew from what was read and from what was corrected since, which is kept with the
Source. Here it is shown; in intake/answers.py it is answered.
"""

from functools import cached_property
from sys import maxsize
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import html
from core.fields import HtmlField, Stored
from intake.checking import found
from intake.checking.corrections import OF_A_CHAPTER, chapters_in, initial_of, is_same
from intake.fair_copy import LONGEST, FairCopy, blank_chapter
from intake.reader.manuscript import Suggestion
from intake.twice import Match
from stories.forms import HTML_FIELDS, StoryForm

CHAPTER_LABELS = {
    "title": _("Title of chapter %(number)s"),
    "summary": _("Summary of chapter %(number)s"),
    "notes": _("Notes before chapter %(number)s"),
    "html": _("Text of chapter %(number)s"),
    "end_notes": _("Notes after chapter %(number)s"),
}
ROWS = {"summary": 3, "dedication": 2, "au_premise": 2, "html": 16}
MARKED, PLAIN = "marked", "plain"


class PassageField(HtmlField):
    """A text of the story. What its author left alone stays as it was read, to the letter; that it
    is too long is said beside it."""

    def __init__(self, *, read: str = "", **kwargs):
        super().__init__(at_most=maxsize, **kwargs)
        self.read = Stored(read)

    @cached_property
    def shown(self) -> str:
        return html.to_textarea(self.read)

    def prepare_value(self, value):
        return self.shown if isinstance(value, Stored) else value

    def html_of(self, typed: str | None) -> str:
        return self.read if is_same(typed, self.shown) else html.clean_text(typed or "")

    def clean(self, value):
        return self.html_of(forms.CharField.clean(self, value))


class CheckForm(StoryForm):
    use_required_attribute = False  # fields lie in folds, where a browser's bubble cannot point

    title = forms.CharField(label=_("Title"))
    thoughts = forms.ChoiceField(
        label=format_lazy(_("Thoughts such as <{words}>"), words=_("How did this happen?")),
        choices=[(MARKED, _("Set them off as thoughts")), (PLAIN, _("Leave them as they are"))],
        widget=forms.RadioSelect,
    )
    add_all = forms.BooleanField(label=_("Add all of these"), required=False)

    def __init__(
        self,
        copy: FairCopy,
        *,
        suggestions: dict[str, Suggestion],
        corrections: dict[str, Any],
        choices: dict[str, Any],
        pen_names: list[PenName],
        new_names: list[str],
        match: Match | None,
    ):
        super().__init__()
        self.copy, self.suggestions, self.corrections = copy, suggestions, corrections
        self.pen_names, self.new_names, self.match = pen_names, new_names, match
        self._add_passages()
        self._add_choices()
        read = {
            name: value for name, value in initial_of(copy).items() if value or name not in choices
        }
        self.as_read = {**choices, "thoughts": MARKED, **read}
        known = {name: value for name, value in corrections.items() if name in self.fields}
        self.initial = {**self.as_read, **known}

    def seen(self, name: str) -> str:
        """A text as readers will see it: HTML, or a title's plain words."""
        field, value = self.fields[name], self[name].value()
        return field.html_of(value) if isinstance(field, PassageField) else value or ""

    def surplus(self, name: str) -> int:
        """By how many characters a text is too long for its place. Bodies are split instead."""
        place = OF_A_CHAPTER.fullmatch(name)
        kind = place["field"] if place else name
        if kind not in LONGEST or kind == "html":
            return 0
        return max(0, len(self.seen(name)) - LONGEST[kind])

    def _add_passages(self) -> None:
        for name in HTML_FIELDS:
            label = self.fields[name].label
            self.fields[name] = _passage(label, name, self.copy.texts[name])
        changed = chapters_in(self.corrections)
        while len(self.copy.chapters) <= max((number for number, _field in changed), default=0):
            self.copy.chapters.append(blank_chapter())
        for number, chapter in enumerate(self.copy.chapters):
            for name, read in chapter.items():
                if read or name in ("title", "html") or (number, name) in changed:
                    label = CHAPTER_LABELS[name] % {"number": number + 1}
                    self.fields[f"chapter-{number}-{name}"] = _passage(label, name, read)

        if len(self.copy.chapters) == 1:
            self.fields["chapter-0-html"].label = _("Story")

    def _add_choices(self) -> None:
        names = [(key, one.name) for key, one in self.suggestions.items()]
        lines = [(str(n), line["label"]) for n, line in enumerate(self.copy.header_lines)]
        self.fields["suggested"] = _ticks(_("Suggested"), names)
        self.fields["show_line"] = _ticks(_("Show to readers"), lines)
        self.fields |= dict(found.fields_of(self.copy))
        if field := found.pen_name_field(self.pen_names, self.new_names):
            self.fields["pen_name"] = field
        if self.match:
            self.fields["as_new"] = forms.BooleanField(
                label=_("Bring it as a new story anyway"), required=False
            )


def _ticks(label, choices: list[tuple[str, str]]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _passage(label, name: str, read: str) -> forms.Field:
    if name == "title":
        return forms.CharField(label=label, required=False)
    return PassageField(read=read, label=label, rows=ROWS.get(name, 4))
