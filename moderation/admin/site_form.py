"""The form of the site settings: every answer of the set-up, the look, and the long texts."""

from typing import cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import colours, html, names, outside, question
from core import logo as core_logo
from core.fields import HtmlField, Stored
from core.models import SiteSettings
from moderation import logo
from tags import forms as tag_names
from tags.models import Tag

TEXTS = ("about", "rules", "word")
AT_MOST = 50_000  # characters of HTML in each


def text_field(name: str, rows: int) -> HtmlField:
    column = cast(Field, SiteSettings._meta.get_field(name))
    return HtmlField(
        label=capfirst(column.verbose_name),  # stays lazy: each request has its language
        help_text=column.help_text or _("Blank lines make paragraphs; simple HTML works too."),
        at_most=AT_MOST,
        widget=forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"}),
    )


class LogoInput(forms.ClearableFileInput):
    """Shows the logo itself: files of the storage have no address of their own."""

    template_name = "admin/core/sitesettings/logo_input.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        address = core_logo.address(value.name) if context["widget"]["is_initial"] else ""
        context["widget"]["address"] = address
        return context

    def is_initial(self, value):
        return bool(value and getattr(value, "name", ""))


class SiteForm(forms.ModelForm):
    about = text_field("about", 8)
    rules = text_field("rules", 8)
    word = text_field("word", 4)
    languages = forms.MultipleChoiceField(
        label=_("Languages that visitors may choose"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen means all, those that come later included."),
    )

    class Meta:
        model = SiteSettings
        fields = (
            "name", "tagline", "fandom", "adult_stories", "language", "languages", "sign_up",
            "guest_reviews", "reviews_called", "question", "answers", "brakes_itself",
            "spam_check_address", "spam_check_key", "accent", "logo", "about", "rules", "word",
        )  # fmt: skip
        widgets = {
            "answers": forms.Textarea(attrs={"rows": 3}),
            "spam_check_key": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "logo": LogoInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.initial[name] = Stored(getattr(self.instance, name))
        self.fields["spam_check_address"].help_text = _(
            "Of a service that speaks as Akismet does; begins with https://. It then reads what "
            "guests and accounts of a few days write, and learns their network addresses. None: "
            "nobody outside is asked."
        )
        self.fields["logo"].help_text = _(
            "A PNG, JPEG or WebP of at most 1 MB. It is drawn anew, at most 96 pixels high."
        )

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not names.is_plain(name):
            raise forms.ValidationError(_("Use letters that can be seen."))
        return name

    def clean_fandom(self):
        fandom = " ".join(self.cleaned_data["fandom"].split())
        if fandom:
            tag_names.validate(fandom)
        return fandom

    def clean_spam_check_address(self):
        address = self.cleaned_data["spam_check_address"].strip()
        if address and (problem := outside.trouble_with(address)):
            raise forms.ValidationError(problem)
        return address

    def clean(self):
        cleaned = super().clean() or {}
        answers = [line for line in cleaned.get("answers", "").splitlines() if question.key(line)]
        if cleaned.get("question") and not answers:
            self.add_error("answers", _("Give at least one answer, or nobody can be let in by it."))
        return cleaned

    def clean_accent(self):
        accent = self.cleaned_data["accent"].strip().lower()
        if accent and (problem := colours.accent_problem(accent)):
            raise forms.ValidationError(problem)
        return accent

    def clean_languages(self):
        chosen = self.cleaned_data["languages"]
        own = self.cleaned_data.get("language")
        if not chosen:
            return []
        return [code for code, _name in settings.LANGUAGES if code in chosen or code == own]

    def clean_logo(self):
        upload = self.cleaned_data["logo"]
        if not isinstance(upload, UploadedFile):
            return upload  # the one that is there, or none
        try:
            return logo.redrawn(upload)
        except logo.NotALogoError as error:
            raise forms.ValidationError(str(error)) from error

    def save(self, commit=True):
        self.instance.html_version = html.VERSION
        if "fandom" in self.changed_data:
            Tag.objects.official_name(Tag.Kind.FANDOM, self.cleaned_data["fandom"])
        return super().save(commit)
