"""The one big box: a pasted text or a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.models import GUESTS_BYTES, MEMBERS_BYTES, Source

MILLION = 1_000_000


class AsTyped(forms.CharField):
    """Every character as it came: nothing stripped, nothing refused."""

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)
        self.validators = []


class WriteForm(forms.Form):
    text = AsTyped(
        label=_("Paste your story"),
        required=False,
        widget=forms.Textarea(attrs={"class": "manuscript", "rows": 16}),
        help_text=_("All of it: title, notes, summary, the text. We tell the parts apart."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,text/plain,text/html"}),
        help_text=_(
            "Plain text (.txt) or HTML (.html). You see how we read it before anything else."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.limit = MEMBERS_BYTES if user.is_authenticated else GUESTS_BYTES

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        text, file = cleaned.get("text") or "", cleaned.get("file")
        if text.strip() and file:
            self.add_error(None, _("Paste a text or choose a file, one of the two."))
        elif not text.strip() and not file:
            self.add_error(
                "text", _("There is nothing here yet. Paste your story, or choose a file.")
            )
        elif (file.size if file else len(text.encode())) > self.limit:
            self.add_error("file" if file else "text", self._too_large())
        elif file and not file.size:
            self.add_error("file", _("This file is empty."))
        return cleaned

    def take(self) -> Source:
        """The bytes as they came, before anything reads them."""
        file, owner = self.cleaned_data["file"], self.user if self.user.is_authenticated else None
        if file:
            return Source.take(file.read(), file_name=file.name, owner=owner)
        return Source.take(self.cleaned_data["text"].encode(), owner=owner)

    def _too_large(self):
        if self.user.is_authenticated:
            sentence = _("This is larger than %(limit)s million bytes. Bring it in several parts.")
        else:
            sentence = _(
                "This is larger than %(limit)s million bytes. Sign in to bring as much as %(more)s."
            )
        return sentence % {"limit": self.limit // MILLION, "more": MEMBERS_BYTES // MILLION}
