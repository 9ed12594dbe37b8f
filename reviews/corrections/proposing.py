"""Who may propose a correction, and what is one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from reviews.admission import is_blocked
from reviews.corrections.mending import narrowed
from reviews.forms import Signed
from reviews.models.anchor import QUOTE
from reviews.models.correction import REMARK, REPLACEMENT
from reviews.passages.choosing import PARAGRAPH, Passage
from reviews.wishes import wishes_for
from stories.models import Story


def refusal(user, story: Story) -> str:
    """Why this member may not propose any for `story`; empty if she may."""
    wished = wishes_for(story)
    if not (story.is_published and wished.corrections) or wished.is_closed or story.is_hidden:
        return str(_("The author has not asked for corrections of this story."))
    if user.is_suspended:
        return str(_("Your account is suspended: you can read, but not write."))
    if user.is_waiting:
        return str(_("You can propose corrections as soon as a moderator has let you in."))
    if story.is_by(user):
        return str(_("This is your own story: correct it where you write it."))
    if is_blocked(user, story):
        return str(_("You cannot write here: an author of this story has blocked you."))
    return ""


class CorrectionForm(Signed):
    """The passage as it should stand; what differs is what is proposed."""

    field_order = ("text", "remark")

    text = forms.CharField(
        label=_("As it should stand"),
        required=False,
        max_length=PARAGRAPH + REPLACEMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Change only what is wrong here. The author sees each difference."),
    )
    remark = forms.CharField(
        label=_("A word about it, if it needs one"),
        required=False,
        max_length=REMARK,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, user, passage: Passage, **kwargs):
        super().__init__(*args, **kwargs)
        self.passage = passage
        self.offer(PenName.objects.of(user))
        self.initial.setdefault("text", passage.quote)

    def clean_text(self):
        """In the place of the passage: only that of it which is to change."""
        new = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        whole = self.passage
        start, end, words = narrowed(whole.quote, new)
        if not end:
            raise forms.ValidationError(_("Nothing is different yet: change what is wrong."))
        if "\n" in whole.quote[start:end] or "\n" in words:
            raise forms.ValidationError(
                _("A correction stays within one paragraph. Propose one for each.")
            )
        if end - start > QUOTE or len(words) > REPLACEMENT:
            raise forms.ValidationError(
                _("That is much at once. Propose corrections of at most %(n)s characters each.")
                % {"n": QUOTE}
            )
        at = whole.start + start
        self.narrowed = Passage(whole.chapter, whole.text, at, whole.start + end)
        return " ".join(words.split(" "))
