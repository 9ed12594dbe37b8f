"""The check page's form, answered: publish it, or keep it as a draft.

What is published must be complete. A draft is never refused: what does not fit its field is kept
for the author alone, beside the header lines.
"""

from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.forms import NewPenNameForm
from accounts.models import PenName
from core import html
from intake.checking import found
from intake.checking.form import CheckForm
from intake.fair_copy import FairCopy
from intake.keep import HereAlready, NotKept
from intake.reader.manuscript import Suggestion
from intake.taking_over import FIELD_OF
from stories import limits
from stories.forms import HTML_FIELDS, KINDS, MAIN_FIELDS, TAG_FIELDS
from stories.models import Story
from tags import keys

ASKED = ("pen_name",)  # what even a draft must know: under whose name it is


class NameTaken(NotKept):
    field = "pen_name"


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
        if (name := self.new_name) and not (naming := self._naming(name)).is_valid():
            self.add_error("pen_name", naming.errors["name"])
        return cleaned

    @property
    def accepted(self) -> list[Suggestion]:
        chosen = self.cleaned_data.get("suggested", [])
        is_all = self.cleaned_data.get("add_all")
        return [one for key, one in self.suggestions.items() if is_all or key in chosen]

    @property
    def new_name(self) -> str:
        """The pen name that its author wants to begin with this story, or ""."""
        chosen = self.cleaned_data.get("pen_name") or ""
        return chosen.removeprefix(found.NEW) if chosen.startswith(found.NEW) else ""

    def sign(self) -> PenName:
        """The chosen pen name, which may be made now. Raises NameTaken where somebody took it in
        this very moment."""
        if name := self.new_name:
            naming = self._naming(name)
            made = naming.save() if naming.is_valid() else None
            if made is None:
                raise NameTaken(naming.errors["name"][0])
            return made
        chosen = self.cleaned_data.get("pen_name")
        return next((one for one in self.pen_names if str(one.pk) == chosen), self.pen_names[0])

    def fair_copy(self) -> FairCopy:
        cleaned, shown = self.cleaned_data, self.cleaned_data.get("show_line", [])
        credited, private = found.credits_in(cleaned, self.copy)
        elsewhere = [found.words_of(one) for one in credited if one["kind"] == "also_at"]
        copy = FairCopy(
            marks=self.copy.marks,
            texts=self.texts(),
            chapters=[
                {
                    name: cleaned.get(f"chapter-{number}-{name}", read)
                    for name, read in chapter.items()
                }
                for number, chapter in enumerate(self.copy.chapters)
            ],
            fields=self._with_other_places(elsewhere),
            tags=self.tags(),
            main=[name for field in MAIN_FIELDS for name in self.main_tags(field)],
            header_lines=[
                {**line, "shown": str(number) in shown}
                for number, line in enumerate(self.copy.header_lines)
            ],
            report=list(self.copy.report),
            series=found.series_in(cleaned),
            credits=[one for one in credited if one["kind"] != "also_at"],
            published=self.copy.published,
            updated=self.copy.updated,
        )
        aside = [(str(found.KINDS[one["kind"]]), found.words_of(one)) for one in private]
        for label, value in (*self.set_aside, *aside):
            copy.set_aside(label, value)
        return copy

    def _with_other_places(self, elsewhere: list[str]) -> dict[str, Any]:
        """The plain fields, with the addresses that its author lets readers know."""
        fields = self.plain_fields()
        places = [fields["also_posted_at"], *elsewhere]
        there = ", ".join(dict.fromkeys(place for place in places if place))
        if len(there) > limits.ALSO_POSTED_AT:
            self.set_aside += [(str(found.KINDS["also_at"]), place) for place in elsewhere]
            return fields
        return {**fields, "also_posted_at": there}

    def _naming(self, name: str) -> NewPenNameForm:
        return NewPenNameForm({"name": name}, user=self.pen_names[0].user)

    def _accept(self, suggestion: Suggestion) -> None:
        """Take over what was ticked, unless its author said something else there."""
        field = FIELD_OF.get(suggestion.kind, suggestion.kind)
        present = self.cleaned_data.get(field)
        if self.has_error(field, "required"):
            del self.errors[field]
        if field not in TAG_FIELDS:
            words = html.clean_text(suggestion.name) if field in HTML_FIELDS else suggestion.name
            self.cleaned_data[field] = present or words
        elif _key(field, suggestion.name) not in {_key(field, name) for name in present or []}:
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
        if self.match and not cleaned.get("as_new"):
            self.add_error("as_new", str(HereAlready(self.match)))
        return cleaned


class DraftForm(AnswerForm):
    def full_clean(self):
        super().full_clean()
        asked = {name: self.errors[name] for name in ASKED if self.has_error(name)}
        for name in [name for name in self.errors if name in self.fields and name not in asked]:
            value = self[name].value()
            if not self.has_error(name, "required") and value:
                words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
                self.set_aside.append((str(self.fields[name].label), words))
            self.cleaned_data[name] = self._unsaid(name)
        self.errors.clear()
        self.errors.update(asked)

    def _unsaid(self, name: str) -> Any:
        if name in TAG_FIELDS or name in ("main", "suggested", "show_line", "credit"):
            return []
        return {} if name == "written" else getattr(Story(), name, "")


def _key(field: str, name: str) -> str:
    return keys.of(KINDS[field], name)


def too_long(surplus: int) -> str:
    return ngettext(
        "This is too long by %(number)s character.",
        "This is too long by %(number)s characters.",
        surplus,
    ) % {"number": surplus}
