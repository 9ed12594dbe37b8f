"""The forms in which an author says what she wishes to hear: of all of hers, or of one story."""

from typing import cast

from django import forms
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from core import limits as spending
from core import names
from reviews import first_reading
from reviews.limits import ASKING
from reviews.models import StoryWishes, Welcome, Wishes
from reviews.naming import says
from reviews.wishes import NAMES, SENTENCES, Wished
from stories.models import Story

HOLDS = says("look first")
PASSAGES = _("Readers may write about a passage")
CORRECTIONS = _("Readers may propose corrections")

WELCOME = [
    (value, format_lazy(_("{what}: “{sentence}”"), what=label, sentence=SENTENCES[Welcome(value)]))
    for value, label in Welcome.choices
]


class FirstReaderForm(forms.Form):
    """The part about the friend who reads first. `asked` is whom she asked, or None."""

    first_reader = forms.CharField(
        label=_("A friend who reads first"), max_length=100, required=False
    )

    def __init__(self, *args, author: User, story: Story | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.author, self.story = author, story
        self.asked = first_reading.asked_by(author, story).first()
        if self.asked and not self.asked.is_nobody:
            self.initial.setdefault("first_reader", self.asked.pen_name.name)

    def clean_first_reader(self) -> PenName | None:
        name = self.cleaned_data["first_reader"].strip()
        if not name:
            return None
        pen_name = PenName.objects.filter(key=names.key(name)).select_related("user").first()
        if pen_name is None:
            raise forms.ValidationError(_("Nobody writes under this name here."))
        if self.asked and self.asked.pen_name_id == pen_name.pk:
            return pen_name
        if pen_name.user_id == self.author.pk:
            raise forms.ValidationError(_("This is your own pen name."))
        if self.story and self.story.bylines.filter(pen_name=pen_name).exists():
            raise forms.ValidationError(_("They are an author of this story."))
        if not first_reading.may_be_asked(pen_name, self.author):
            raise forms.ValidationError(_("This person cannot be asked."))
        if not spending.spend("first_reader", f"user {self.author.pk}", **ASKING):
            raise forms.ValidationError(_("You asked many people today. Ask again tomorrow."))
        return pen_name

    def ask(self, pen_name: PenName | None) -> None:
        if pen_name:
            first_reading.ask(self.author, pen_name, self.story)
        else:
            first_reading.end(first_reading.asked_by(self.author, self.story))


class WishesForm(FirstReaderForm):
    """Of all stories of an author."""

    welcome = forms.ChoiceField(
        label=_("What is welcome"),
        choices=[("", _("I say nothing about it")), *WELCOME],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Readers see the sentence above the box in which they write."),
    )
    holds = forms.BooleanField(
        label=HOLDS,
        required=False,
        help_text=_("Nobody else reads it before you show it. A guest’s first waits anyway."),
    )
    passages = forms.BooleanField(
        label=PASSAGES,
        required=False,
        help_text=_("They choose a few words of a chapter, and write about these."),
    )
    corrections = forms.BooleanField(
        label=CORRECTIONS,
        required=False,
        help_text=_("Only you see them. You take each over with one click, or decline it."),
    )

    field_order = [*NAMES, "first_reader"]

    def __init__(self, *args, author: User, **kwargs):
        row = Wishes.objects.filter(user=author).first() or Wishes(user=author)
        kwargs["initial"] = {name: getattr(row, name) for name in NAMES} | kwargs.get("initial", {})
        super().__init__(*args, author=author, **kwargs)
        own = (self.asked and self.asked.asked_as) or author.pen_name
        self.fields["first_reader"].help_text = _(
            "The pen name of a friend, who is asked. They look before you at what waits for you, "
            "of all your stories under all your names, and let it through or keep it back. Your "
            "request stands under %(name)s. Empty: you see everything yourself."
        ) % {"name": own.name if own else ""}

    @transaction.atomic
    def save(self) -> None:
        said = dict(self.cleaned_data)
        self.ask(said.pop("first_reader"))
        Wishes.objects.update_or_create(user=self.author, defaults=said)


class StoryWishesForm(FirstReaderForm):
    """Of one story: as for all, or otherwise. `usual` is what holds for all."""

    YES, NO = "yes", "no"
    NOBODY, FRIEND = "nobody", "friend"
    ANSWERS = {"": None, YES: True, NO: False}

    welcome = forms.ChoiceField(
        label=_("What is welcome"), required=False, widget=forms.RadioSelect
    )
    holds = forms.ChoiceField(label=HOLDS, required=False)
    passages = forms.ChoiceField(label=PASSAGES, required=False)
    corrections = forms.ChoiceField(label=CORRECTIONS, required=False)
    who = forms.ChoiceField(
        label=_("Who reads first what waits"), required=False, widget=forms.RadioSelect
    )

    field_order = [*NAMES, "who", "first_reader"]

    def __init__(self, *args, author: User, story: Story, usual: Wished, **kwargs):
        row = StoryWishes.objects.filter(story=story).first() or StoryWishes(story=story)
        words = {answer: word for word, answer in self.ANSWERS.items()}
        said = {name: words[getattr(row, name)] for name in NAMES[1:]} | {"welcome": row.welcome}
        kwargs["initial"] = said | kwargs.get("initial", {})
        super().__init__(*args, author=author, story=story, **kwargs)
        self.fields["first_reader"].label = _("The friend’s pen name")
        self.initial.setdefault("who", self._who())
        self._offer("welcome", usual.sentence or _("nothing is said"), WELCOME)
        for name in NAMES[1:]:
            is_usual = _("yes") if getattr(usual, name) else _("no")
            self._offer(name, is_usual, [(self.YES, _("Yes")), (self.NO, _("No"))])
        is_read = _("a friend") if usual.first_reader else _("nobody else")
        nobody, friend = _("Nobody: I see everything myself"), _("This friend:")
        self._offer("who", is_read, [(self.NOBODY, nobody), (self.FRIEND, friend)])

    def clean(self):
        said = super().clean() or {}
        if said.get("who") != self.FRIEND:
            said["first_reader"] = None
            self.errors.pop("first_reader", None)
        elif not said.get("first_reader") and "first_reader" not in self.errors:
            self.add_error("first_reader", _("Say under which name your friend writes here."))
        return said

    @transaction.atomic
    def save(self) -> None:
        said = dict(self.cleaned_data)
        pen_name, who = said.pop("first_reader"), said.pop("who")
        self.ask(self.author.pen_name if who == self.NOBODY else pen_name)
        answers = {name: self.ANSWERS[said[name]] for name in NAMES[1:]}
        defaults = answers | {"welcome": said["welcome"]}
        StoryWishes.objects.update_or_create(story=self.story, defaults=defaults)

    def _who(self) -> str:
        if self.asked is None:
            return ""
        return self.NOBODY if self.asked.is_nobody else self.FRIEND

    def _offer(self, field: str, usual, choices) -> None:
        as_usual = _("As for all my stories: %(usual)s") % {"usual": usual}
        cast(forms.ChoiceField, self.fields[field]).choices = [("", as_usual), *choices]
