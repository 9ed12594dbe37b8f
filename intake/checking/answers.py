"""The check page's form, answered: publish it, or keep it as a draft.

What is published must be complete. A draft is never refused: what does not fit its field is kept
for the author alone, beside the header lines.
"""

from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import PenName
from core import html
from core.names import tag_key
from intake.checking.form import CheckForm
from intake.fair_copy import FairCopy
from intake.reader.manuscript import Suggestion
from intake.taking_over import FIELD_OF
from stories.forms import HTML_FIELDS, MAIN_FIELDS, TAG_FIELDS
from stories.models import Story


class AnswerForm(CheckForm):
    """Bound to what is shown: to what was read and what was corrected since."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.set_aside: list[tuple[str, str]] = []
        self.is_bound, self.data = True, self._as_sent()

    def clean(self):
        cleaned = super().clean()
        for suggestion in self.accepted:
            self._accept(suggestion)
        return cleaned

    @property
    def accepted(self) -> list[Suggestion]:
        chosen = self.cleaned_data.get("suggested", [])
        is_all = self.cleaned_data.get("add_all")
        return [one for key, one in self.suggestions.items() if is_all or key in chosen]

    @property
    def pen_name(self) -> PenName:
        chosen = self.cleaned_data.get("pen_name")
        return next((one for one in self.pen_names if str(one.pk) == chosen), self.pen_names[0])

    def fair_copy(self) -> FairCopy:
        cleaned, shown = self.cleaned_data, self.cleaned_data.get("show_line", [])
        copy = FairCopy(
            texts=self.texts(),
            chapters=[
                {
                    name: cleaned.get(f"chapter-{number}-{name}", read)
                    for name, read in chapter.items()
                }
                for number, chapter in enumerate(self.copy.chapters)
            ],
            fields=self.plain_fields(),
            tags=self.tags(),
            main=[name for field in MAIN_FIELDS for name in self.main_tags(field)],
            header_lines=[
                {**line, "shown": str(number) in shown}
                for number, line in enumerate(self.copy.header_lines)
            ],
            report=list(self.copy.report),
        )
        for label, value in self.set_aside:
            copy.set_aside(label, value)
        return copy

    def _accept(self, suggestion: Suggestion) -> None:
        """Take over what was ticked, unless its author said something else there."""
        field = FIELD_OF.get(suggestion.kind, suggestion.kind)
        present = self.cleaned_data.get(field)
        if self.has_error(field, "required"):
            del self.errors[field]
        if field not in TAG_FIELDS:
            words = html.clean_text(suggestion.name) if field in HTML_FIELDS else suggestion.name
            self.cleaned_data[field] = present or words
        elif tag_key(suggestion.name) not in {tag_key(name) for name in present or []}:
            self.cleaned_data[field] = [*(present or []), suggestion.name]

    def _as_sent(self) -> MultiValueDict:
        """The form as a browser would send it."""
        data: MultiValueDict = MultiValueDict()
        for name, field in self.fields.items():
            value = field.prepare_value(self.initial.get(name))
            if isinstance(value, list):
                data.setlist(name, [str(one) for one in value])
            elif value not in (None, False):
                data[name] = "on" if value is True else str(value)
        return data


class PublishForm(AnswerForm):
    def clean(self):
        cleaned = super().clean()
        for name in self.fields:
            if surplus := self.surplus(name):
                self.add_error(name, too_long(surplus))
        if not any(cleaned.get(name) for name in self.fields if name.endswith("-html")):
            self.add_error("chapter-0-html", _("There is no story yet."))
        return cleaned


class DraftForm(AnswerForm):
    def full_clean(self):
        super().full_clean()
        for name in [name for name in self.errors if name in self.fields]:
            value = self[name].value()
            if not self.has_error(name, "required") and value:
                words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
                self.set_aside.append((str(self.fields[name].label), words))
            self.cleaned_data[name] = self._unsaid(name)
        self.errors.clear()

    def _unsaid(self, name: str) -> Any:
        if name in TAG_FIELDS or name in ("main", "suggested", "show_line"):
            return []
        return {} if name == "written" else getattr(Story(), name, "")


def too_long(surplus: int) -> str:
    return ngettext(
        "This is too long by %(number)s character.",
        "This is too long by %(number)s characters.",
        surplus,
    ) % {"number": surplus}
