from typing import cast

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import names, question
from core.fields import Stored
from reviews import limits
from reviews.fields import ReviewTextField, SpoilerField
from reviews.models import Review
from stories.models import Byline, Story


class Unhurried(forms.Form):
    """What a guest's form has beside its fields: a trap, and the time when it was opened.

    The template draws the trap with `{% include "reviews/_trap.html" %}`.
    """

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    homepage = forms.CharField(required=False)  # the trap: people never see it

    signer = signing.TimestampSigner(salt="reviews.form")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["stamp"] = self.signer.sign("opened")

    def clean(self):
        cleaned = super().clean() or {}
        if self.data.get(self.add_prefix("homepage")):
            self._set("homepage", "")
            self.add_error(None, _("A field that must stay empty was filled in. Send it again."))
        try:
            self.signer.unsign(cleaned.get("stamp", ""), max_age=limits.STALE_SECONDS)
        except signing.BadSignature:
            self._set("stamp", self.initial["stamp"])
            self.add_error(None, _("This page was open for very long. Send it again."))
        else:
            if self._is_hasty(cleaned["stamp"]):
                self.add_error(None, _("That was very quick. Wait a moment and send it again."))
        return cleaned

    def _is_hasty(self, stamp: str) -> bool:
        try:
            self.signer.unsign(stamp, max_age=limits.HASTE_SECONDS)
        except signing.SignatureExpired:
            return False
        return True

    def _set(self, field: str, value: str) -> None:
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix(field)] = value
        self.data = data


class PenNameChoice(forms.ModelChoiceField):
    """Under which of one's own names; where the story does not show it, that is said."""

    hidden_names: frozenset[int] = frozenset()

    def label_from_instance(self, pen_name):
        if pen_name.pk in self.hidden_names:
            return _("%(name)s (readers see “the author”)") % {"name": pen_name}
        return str(pen_name)


class Signed(forms.Form):
    """What a member writes under one of her names. The template draws it with
    `{% include "reviews/_signature.html" %}`."""

    pen_name = PenNameChoice(PenName.objects.none(), label=_("You write as"), empty_label=None)

    def offer(self, pen_names, *, hidden: frozenset[int] = frozenset()) -> None:
        """Names to choose from; the only one is no choice, unless there is something to say of it
        or another was sent."""
        field = cast(PenNameChoice, self.fields["pen_name"])
        field.queryset, field.hidden_names = pen_names, hidden
        first, *others = list(pen_names) or [None]
        self.initial.setdefault("pen_name", first)
        if first and not others and first.pk not in hidden and self._may_be_sent(first):
            field.widget = forms.HiddenInput()

    def _may_be_sent(self, pen_name: PenName) -> bool:
        return not self.is_bound or self.data.get(self.add_prefix("pen_name")) == str(pen_name.pk)


class MemberReviewForm(Signed):
    field_order = ("text", "is_spoiler")

    text = ReviewTextField()
    is_spoiler = SpoilerField()

    def __init__(self, *args, user, story: Story, **kwargs):
        super().__init__(*args, **kwargs)
        mine = PenName.objects.of(user)
        lines = Byline.objects.filter(
            story=story, state=Byline.State.ACCEPTED, pen_name__user=user
        ).values_list("pen_name", "shown")
        here = dict(lines)
        # Authors speak on their own stories under the names that these stories bear.
        offered = mine.filter(pk__in=here) if here else mine
        self.offer(offered, hidden=frozenset(pk for pk, shown in here.items() if not shown))

    def writer(self) -> dict:
        return {"pen_name": self.cleaned_data["pen_name"]}


class GuestReviewForm(Unhurried, forms.Form):
    text = ReviewTextField()
    is_spoiler = SpoilerField()
    guest_name = forms.CharField(
        label=_("Your name"),
        max_length=limits.GUEST_NAME,
        help_text=_("Any name that nobody here writes under. Everybody can see it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        if question.asked() and not question.is_answered(request):
            field = question.AnswerField(request=request, help_text=question.WHY_GUESTS)
            self.fields["answer"] = field

    def clean_guest_name(self):
        name = " ".join(self.cleaned_data["guest_name"].split())
        if not names.is_plain(name):
            raise forms.ValidationError(_("Use letters that can be seen."))
        if PenName.objects.filter(key=names.key(name)).exists():
            raise forms.ValidationError(
                _("A member writes under this name. Sign in if it is you, or choose another.")
            )
        return name

    def writer(self) -> dict:
        return {"guest_name": self.cleaned_data["guest_name"]}


class EditForm(forms.Form):
    text = ReviewTextField()
    is_spoiler = SpoilerField()

    def __init__(self, data=None, *, review: Review):
        initial = {"text": Stored(review.html), "is_spoiler": review.is_spoiler}
        super().__init__(data, initial=initial)
