from allauth.core import context
from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import KEY_LENGTH, Block, PenName
from core import html, names, question, site
from core.clock_field import ClockField
from core.models import SiteSettings

INTRODUCTION = 1_000  # characters


class PenNameField(forms.CharField):
    """A display name in any script: visible, free, and not the name one signs in with."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Pen name"))
        kwargs.setdefault(
            "help_text",
            _("The name under which you write here, in any script. Everybody can see it."),
        )
        super().__init__(max_length=100, **kwargs)

    def clean(self, value):
        value = " ".join(super().clean(value).split())
        if not names.is_plain(value):
            raise forms.ValidationError(_("Use letters that can be seen."))
        key = names.key(value)
        if len(key) > KEY_LENGTH:
            raise forms.ValidationError(_("This name is too long."))
        if PenName.objects.filter(key=key).exists():
            raise forms.ValidationError(_("Somebody already writes under this name."))
        return value


def is_same_name(user_name: str | None, pen_name: str | None) -> bool:
    """A pen name is public, the name one signs in with is not."""
    return bool(user_name and pen_name and names.key(user_name) == names.key(pen_name))


class PenNameSignupForm(forms.Form):
    """The part of sign-up that is ours; allauth asks user name, e-mail and password."""

    pen_name = PenNameField()
    introduction = forms.CharField(
        label=_("A word to the moderators"),
        max_length=INTRODUCTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("If you like: who you are, or where they may know you from."),
    )

    answer = forms.CharField()
    is_stranger = forms.BooleanField(
        label=_("I do not know the answer"),
        required=False,
        help_text=_("Then a moderator lets you in; until then you read, and keep drafts."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if question.asked():
            help_text = question.WHY_NEWCOMERS
            self.fields["answer"] = question.AnswerField(
                request=context.request, required=False, help_text=help_text
            )
        else:
            del self.fields["answer"], self.fields["is_stranger"]
        self.is_by_approval = site.current().sign_up == SiteSettings.SignUp.APPROVAL
        if not self.is_by_approval:
            del self.fields["introduction"]

    def clean(self):
        cleaned = super().clean() or {}
        if is_same_name(cleaned.get("username"), cleaned.get("pen_name")):
            self.add_error(
                "pen_name",
                _("Choose another: the name you sign in with is a secret, a pen name is public."),
            )
        self._clean_answer(cleaned)
        return cleaned

    def _clean_answer(self, cleaned) -> None:
        """It is right, or she says that she does not know it: then a wrong guess does no harm."""
        if "answer" not in self.fields:
            return
        if cleaned.get("is_stranger"):
            self.errors.pop("answer", None)
        elif not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Answer it, or say below that you do not know."))

    def signup(self, request, user):
        PenName.objects.create(user=user, name=self.cleaned_data["pen_name"])
        is_stranger = self.cleaned_data.get("is_stranger") and not self.cleaned_data.get("answer")
        if self.is_by_approval or is_stranger:
            user.waiting_since = timezone.now()
            user.introduction = self.cleaned_data.get("introduction", "")
            user.save(update_fields=["waiting_since", "introduction"])


class NewPenNameForm(forms.Form):
    name = PenNameField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self):
        name = self.cleaned_data["name"]
        if is_same_name(self.user.get_username(), name):
            raise forms.ValidationError(_("This is the name you sign in with. Choose another."))
        return name

    def save(self) -> PenName | None:
        """None where somebody took the name in this very moment: then the form says so."""
        try:
            with transaction.atomic():
                return PenName.objects.create(user=self.user, name=self.cleaned_data["name"])
        except IntegrityError:
            self.add_error("name", _("Somebody already writes under this name."))
            return None


class PenNameForm(forms.ModelForm):
    class Meta:
        model = PenName
        fields = ["about", "linked"]
        widgets = {"about": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["about"] = html.to_textarea(self.instance.about)

    def clean_about(self):
        return html.clean_text(self.cleaned_data["about"])

    def save(self, commit=True):
        self.instance.about_version = html.VERSION
        return super().save(commit)


class TimeZoneForm(forms.Form):
    zone = ClockField(help_text=_("Times at which your chapters appear are said on this clock."))

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("zone", person.clock.key)
        self.is_clock_unknown = not (self.is_bound or person.time_zone)


class BlockForm(forms.Form):
    name = forms.CharField(
        label=_("Pen name"),
        max_length=100,
        help_text=_("Whoever bears it can no longer write under your stories or answer you."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self):
        pen_name = PenName.objects.filter(key=names.key(self.cleaned_data["name"])).first()
        if pen_name is None:
            raise forms.ValidationError(_("Nobody writes under this name here."))
        if pen_name.user_id == self.user.pk:
            raise forms.ValidationError(_("This is your own pen name."))
        return pen_name

    def save(self):
        pen_name = self.cleaned_data["name"]
        block, _is_new = Block.objects.get_or_create(
            blocker=self.user, pen_name=pen_name, defaults={"blocked_id": pen_name.user_id}
        )
        return block
