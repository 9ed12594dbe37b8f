"""Who may thank for a story, and what one may say with it."""

from typing import cast

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from reviews.admission import is_blocked
from reviews.models import Phrase
from stories.models import Story


def refusal(user, story: Story) -> str:
    """Why this person may not thank for `story`, which she sees; empty if she may."""
    if user.is_authenticated and story.is_by(user):
        return __("This is your own story. Thanks come from others.")
    if story.is_hidden or not story.is_published:
        return __("The moderators have hidden this story. Nobody can thank for it now.")
    if not user.is_authenticated:
        return ""
    if user.is_suspended:
        return __("Your account is suspended: you can read, but not write.")
    if user.is_waiting:
        return __("You can thank as soon as a moderator has let you in.")
    if is_blocked(user, story):
        return __("You cannot thank here: an author of this story has blocked you.")
    return ""


class ThanksForm(forms.Form):
    """What a member may say with her thanks."""

    phrase = forms.ChoiceField(
        label=_("A few words with it"),
        choices=[("", _("No words")), *Phrase.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    pen_name = forms.ModelChoiceField(
        PenName.objects.none(),
        label=_("The author sees that it is from"),
        required=False,
        empty_label=_("a reader"),
        help_text=_("Nobody but the author sees your words and this name."),
    )

    def __init__(self, *args, user, given=None, **kwargs):
        said = {"phrase": given.phrase, "pen_name": given.pen_name_id} if given else {}
        super().__init__(*args, **kwargs)
        self.initial.update(said)
        field = cast(forms.ModelChoiceField, self.fields["pen_name"])
        field.queryset = PenName.objects.of(user)

    @property
    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("phrase", "pen_name")}
