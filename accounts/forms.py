from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import KEY_LENGTH, Block, PenName
from core import html, names


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


class PenNameSignupForm(forms.Form):
    """The part of sign-up that is ours; allauth asks user name, e-mail and password."""

    pen_name = PenNameField()

    def clean(self):
        cleaned = super().clean() or {}
        user_name, pen_name = cleaned.get("username"), cleaned.get("pen_name")
        if user_name and pen_name and names.key(user_name) == names.key(pen_name):
            self.add_error(
                "pen_name",
                _("Choose another: the name you sign in with is a secret, a pen name is public."),
            )
        return cleaned

    def signup(self, request, user):
        PenName.objects.create(user=user, name=self.cleaned_data["pen_name"])


class NewPenNameForm(forms.Form):
    name = PenNameField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self):
        name = self.cleaned_data["name"]
        if names.key(name) == names.key(self.user.get_username()):
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


class BlockForm(forms.Form):
    name = forms.CharField(
        label=_("Pen name"),
        max_length=100,
        help_text=_("Whoever writes under it can no longer review your stories or answer you."),
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
