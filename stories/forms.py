from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import names
from core.fields import HtmlField, Stored
from stories import limits
from stories.languages import LANGUAGES, NAMES, name
from stories.models import Chapter, Story, Tagging
from stories.models.choices import (
    ChapterKind,
    Rating,
    ReviewPolicy,
    Status,
    Visibility,
    offered_ratings,
)
from stories.tag_rules import contradict
from tags import keys
from tags.forms import TagsField
from tags.models import Tag
from tags.vocabulary import in_words, official_names
from tags.widgets import TagBox

HTML_FIELDS = ("summary", "notes", "end_notes", "dedication", "au_premise")
TAG_FIELDS = (
    "fandoms",
    "relationships",
    "characters",
    "au_tags",
    "warnings",
    "categories",
    "freeforms",
)
MAIN_FIELDS = ("relationships", "characters")
CLOSED_FIELDS = ("warnings", "categories")
EARLIEST = ZoneInfo("Pacific/Kiritimati")  # where each day begins first


class VocabularyField(forms.MultipleChoiceField):
    """Ticks for a closed vocabulary: the official tags of a kind, as a moderator keeps them. What
    has become another name of one is read as that one."""

    def __init__(self, kind, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=lambda: _ticks(kind), **kwargs)
        self.kind = kind

    def offer(self, names: list[str]) -> None:
        """These as well: a story has them, though they are no longer official."""
        self.choices = list(dict.fromkeys([*_ticks(self.kind), *_in_words(self.kind, names)]))

    def prepare_value(self, value):
        return self._official(value) if isinstance(value, list) else value

    def to_python(self, value):
        return self._official(super().to_python(value))

    def _official(self, names: list[str]) -> list[str]:
        known = official_names(self.kind) if names else {}
        return list(dict.fromkeys(known.get(keys.of(self.kind, name), name) for name in names))


def _ticks(kind):
    tags = Tag.objects.of_kind(kind).official().filter(is_official=True).order_by("pk")
    return _in_words(kind, tags.values_list("name", flat=True))


def _in_words(kind, names):
    return [(name, in_words(kind, name)) for name in names]


def tags_field(kind="", **kwargs):
    kwargs.setdefault("widget", TagBox(kind))
    return TagsField(kind=kind, at_most=limits.TAGS_A_KIND, **kwargs)


def planned_field():
    return forms.IntegerField(
        label=_("Planned chapters"),
        min_value=1,
        max_value=limits.PLANNED_CHAPTERS,
        required=False,
        help_text=_("Leave it empty if you do not know yet."),
    )


class StoryForm(forms.Form):
    """Every field of a story that its author fills, apart from the chapters' texts."""

    title = forms.CharField(label=_("Title"), max_length=limits.TITLE)
    summary = HtmlField(label=_("Summary"), at_most=limits.SUMMARY)
    notes = HtmlField(label=_("Author’s notes, before the text"), at_most=limits.NOTES)
    end_notes = HtmlField(label=_("Author’s notes, after the text"), at_most=limits.NOTES)
    dedication = HtmlField(label=_("Dedication"), at_most=limits.DEDICATION, rows=2)
    au_premise = HtmlField(
        label=_("AU premise"),
        at_most=limits.AU_PREMISE,
        rows=2,
        help_text=_("How the story departs from its source, in a sentence."),
    )
    fandoms = tags_field(
        Tag.Kind.FANDOM,
        label=_("Fandom"),
        required=True,
        help_text=_(
            "What it is about; commas between several. Of your own world? Write: Original."
        ),
    )
    rating = forms.ChoiceField(
        label=_("Rating"),
        choices=Rating.choices,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _(
                "Choose one of these ratings. This archive has no stories for adults, "
                "and a story that is not rated may be one."
            )
        },
    )
    warnings = VocabularyField(
        Tag.Kind.WARNING,
        label=_("Warnings"),
        help_text=_("Tick what applies, or say that none does, or that you choose not to say."),
    )
    relationships = tags_field(
        Tag.Kind.RELATIONSHIP,
        label=_("Relationships"),
        help_text=_("“A/B” is a romance, “A & B” a friendship."),
    )
    characters = tags_field(Tag.Kind.CHARACTER, label=_("Characters"))
    au_tags = tags_field(Tag.Kind.AU, label=_("AU tags"))
    categories = VocabularyField(Tag.Kind.CATEGORY, label=_("Categories"), required=False)
    freeforms = tags_field(Tag.Kind.FREEFORM, label=_("Other tags"))
    main = tags_field(
        widget=TagBox(among=("relationships", "characters")),
        label=_("The heart of it"),
        help_text=_("Up to two of the relationships and two of the characters above."),
    )
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    planned_chapters = planned_field()
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    visibility = forms.ChoiceField(label=_("Who may read"), choices=Visibility.choices)
    review_policy = forms.ChoiceField(
        label=_("Who may write under it"), choices=ReviewPolicy.choices
    )
    written = forms.RegexField(
        label=_("Written"),
        regex=r"^\d{4}(-\d{1,2}(-\d{1,2})?)?$",
        required=False,
        help_text=_("As well as you know it: 2001, 2001-03 or 2001-03-14."),
    )
    also_posted_at = forms.CharField(
        label=_("Also posted at"), max_length=limits.ALSO_POSTED_AT, required=False
    )

    def __init__(self, *args, story: Story | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.story = story
        offered = offered_ratings()
        if story is not None:
            offered.add(story.rating)  # as it is: a draft may stay so
            if story.language not in NAMES:
                languages = [*LANGUAGES, (story.language, name(story.language))]
                self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=languages)
            self.initial = {**initial_of(story), **self.initial}
            for field in CLOSED_FIELDS:
                cast(VocabularyField, self.fields[field]).offer(self.initial[field])
        rating = cast(forms.ChoiceField, self.fields["rating"])
        rating.choices = [row for row in Rating.choices if row[0] in offered]

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].split())
        if not names.is_plain(title):
            raise forms.ValidationError(_("Use letters that can be seen."))
        return title

    def clean_warnings(self):
        chosen = self.cleaned_data["warnings"]
        if contradict(chosen):
            raise forms.ValidationError(_("Either none of these applies, or some do."))
        return chosen

    def clean_written(self):
        """“2001-03” → {written_year: 2001, written_month: 3, written_day: None}."""
        parts = [int(part) for part in self.cleaned_data["written"].split("-") if part]
        year, month, day = [*parts, None, None, None][:3]
        try:
            first = date(year, month or 1, day or 1) if year is not None else None
        except ValueError:
            raise forms.ValidationError(_("There is no such day.")) from None
        if first and first > timezone.localdate(timezone=EARLIEST):
            raise forms.ValidationError(_("This day has not come yet."))
        return {"written_year": year, "written_month": month, "written_day": day}

    def clean(self):
        cleaned = super().clean() or {}
        chosen = cleaned.get("main", [])
        for field in MAIN_FIELDS:
            if len(set(chosen) & set(cleaned.get(field, []))) > limits.HEARTS:
                self.add_error("main", _("Name at most two of a kind."))
        return cleaned

    def plain_fields(self) -> dict:
        """The story's own columns that hold no author's text."""
        names = (
            "rating", "status", "planned_chapters", "language", "visibility", "review_policy",
            "also_posted_at",
        )  # fmt: skip
        return {**{name: self.cleaned_data[name] for name in names}, **self.cleaned_data["written"]}

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in Story.AUTHOR_FIELDS}

    def tags(self) -> dict[str, list[str]]:
        return {field: self.cleaned_data[field] for field in TAG_FIELDS}

    def main_tags(self, field: str) -> list[str]:
        if field not in MAIN_FIELDS:
            return []
        return [name for name in self.cleaned_data[field] if name in self.cleaned_data["main"]]


class KindField(forms.ChoiceField):
    """What a part of a story is. Where a form does not say, it stays what it was."""

    def __init__(self, **kwargs):
        help_text = _("Only chapters are counted: a prologue is called “Prologue”.")
        super().__init__(
            label=_("Kind"),
            choices=ChapterKind.choices,
            required=False,
            help_text=help_text,
            **kwargs,
        )


class ChapterTitleField(forms.CharField):
    """May be empty: then the chapter is called by its number."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Chapter title"))
        super().__init__(max_length=limits.TITLE, required=False, **kwargs)

    def clean(self, value):
        title = super().clean(value)
        if title and not names.is_plain(title):
            raise forms.ValidationError(_("Use letters that can be seen."))
        return title


class ChapterForm(forms.Form):
    """A chapter as its author writes it. `at_most` of the text is counted as HTML."""

    title = ChapterTitleField()
    kind = KindField()
    summary = HtmlField(label=_("Summary of the chapter"), at_most=limits.SUMMARY, rows=2)
    notes = HtmlField(label=_("Notes before"), at_most=limits.NOTES, rows=2)
    html = HtmlField(
        label=_("Text"),
        at_most=limits.BODY,
        rows=24,
        required=True,
        help_text=_("A blank line makes a new paragraph. <i>Italics</i> and other HTML work too."),
    )
    end_notes = HtmlField(label=_("Notes after"), at_most=limits.NOTES, rows=2)

    def __init__(self, *args, chapter=None, **kwargs):
        super().__init__(*args, **kwargs)
        if chapter is not None:
            fields = chapter.current_fields()
            self.initial = {
                name: value if name == "title" else Stored(value) for name, value in fields.items()
            }
            self.initial["kind"] = chapter.kind

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in Chapter.AUTHOR_FIELDS}


class NameForm(forms.Form):
    """What a chapter is called in the list of chapters."""

    title = ChapterTitleField()
    kind = KindField()


class PlannedForm(forms.Form):
    planned_chapters = planned_field()


def initial_of(story: Story) -> dict:
    """What the form shows for a story: its draft's texts, its tags' names, its choices. Tags are
    called as their author called them, but for those that are ticked: see VocabularyField."""
    texts = {
        name: Stored(value) if name in HTML_FIELDS else value
        for name, value in story.current_fields().items()
    }
    links = story.tags_by_kind
    tags = {field: names_in(links.get(KINDS[field], [])) for field in TAG_FIELDS}
    main = [link.tag.name for kind in links.values() for link in kind if link.main]
    return {**vars(story), **texts, **tags, "main": main, "written": story.written}


def names_in(links: list[Tagging]) -> list[str]:
    named = [link.tag.official if link.tag.kind in Tag.CLOSED else link.tag for link in links]
    return list(dict.fromkeys(tag.name for tag in named))


KINDS = {
    "fandoms": Tag.Kind.FANDOM,
    "relationships": Tag.Kind.RELATIONSHIP,
    "characters": Tag.Kind.CHARACTER,
    "au_tags": Tag.Kind.AU,
    "warnings": Tag.Kind.WARNING,
    "categories": Tag.Kind.CATEGORY,
    "freeforms": Tag.Kind.FREEFORM,
}
