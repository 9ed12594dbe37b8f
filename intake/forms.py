"""The one big box: a pasted text, or files."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake import rich_paste
from intake.models import GUESTS_BYTES, MEMBERS_BYTES, Source
from intake.reader import LARGEST, Unreadable
from intake.reader.kinds import Kind, kind_of

MILLION = 1_000_000
CHOSEN = ".txt,.html,.htm,.mhtml,.mht,.docx,.odt,.rtf,.fb2,.epub,.md,.zip,text/plain,text/html"


class AsTyped(forms.CharField):
    """Every character as it came: nothing stripped, nothing refused."""

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)
        self.validators = []


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """None, one or many."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or []]


class WriteForm(forms.Form):
    text = AsTyped(
        label=_("Paste your story"),
        required=False,
        widget=forms.Textarea(attrs={"class": "manuscript", "rows": 16}),
        help_text=_("All of it: title, notes, summary, the text. We tell the parts apart."),
    )
    rich = AsTyped(required=False, widget=forms.Textarea(attrs={"hidden": True}))
    file = FilesField(
        label=_("Or choose a file"),
        required=False,
        allow_empty_file=True,
        widget=FilesInput(attrs={"accept": CHOSEN}),
        help_text=_(
            "Plain text, HTML, Word, OpenDocument, RTF, EPUB, FictionBook, Markdown. "
            "You see how we read it before anything else."
        ),
    )

    def __init__(self, *args, user, at_once: bool = True, **kwargs):
        """`at_once`: whether many files may be brought."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["file"].widget.attrs["multiple"] = at_once
        if user.is_authenticated and at_once:
            self.fields["file"].help_text = _(
                "Plain text, HTML, Word, OpenDocument, RTF, EPUB, FictionBook, Markdown; many at "
                "once, or a .zip of them. You see how we read them before anything else."
            )
        self.limit = MEMBERS_BYTES if user.is_authenticated else GUESTS_BYTES

    @property
    def chosen(self) -> list:
        return self.cleaned_data.get("file") or []

    def clean(self):
        super().clean()
        text, files = self.cleaned_data.get("text") or "", self.chosen
        if text.strip() and files:
            self.add_error(None, _("Paste a text or choose a file, one of the two."))
        elif not text.strip() and not files:
            self.add_error(
                "text", _("There is nothing here yet. Paste your story, or choose a file.")
            )
        elif len(text.encode()) > self.limit:
            self.add_error("text", self._too_large(self.limit))
        elif self.is_batch and not self.user.is_authenticated:
            self.add_error("file", _("Without an account, bring one file at a time; or sign in."))
        elif len(files) == 1:
            self._look_at(files[0])
        return self.cleaned_data

    @cached_property
    def is_batch(self) -> bool:
        """Several files, or one that holds several."""
        return len(self.chosen) > 1 or any(self._kind(file) == Kind.ZIP for file in self.chosen)

    def take(self) -> Source:
        """The bytes as they came, before anything reads them."""
        owner = self.user if self.user.is_authenticated else None
        for file in self.chosen:
            return Source.take(file.read(), file_name=file.name, owner=owner)
        text, rich = self.cleaned_data["text"], self.cleaned_data.get("rich") or ""
        page = rich_paste.document(rich, text) if len(rich.encode()) <= self.limit else ""
        return Source.take((page or text).encode(), owner=owner)

    def _look_at(self, file) -> None:
        limit = LARGEST if self.user.is_authenticated else self.limit
        if file.size > limit:
            self.add_error("file", self._too_large(limit))
        elif not file.size:
            self.add_error("file", _("This file is empty."))
        elif file.size > MEMBERS_BYTES and not self.is_batch:
            self._refuse_what_nobody_could_read(file)

    def _refuse_what_nobody_could_read(self, file) -> None:
        try:
            kind_of(file.read(), file.name)
        except Unreadable as error:
            self.add_error("file", str(error))
        file.seek(0)

    @staticmethod
    def _kind(file) -> Kind | None:
        """Of what may be a zip; all else is sorted when it is taken."""
        if file.size > LARGEST or file.read(4) != b"PK\x03\x04":
            file.seek(0)
            return None
        file.seek(0)
        try:
            return kind_of(file.read(), file.name)
        except Unreadable:
            return None
        finally:
            file.seek(0)

    def _too_large(self, limit: int):
        if self.user.is_authenticated:
            sentence = _("This is larger than %(limit)s million bytes. Bring it in several parts.")
        else:
            sentence = _(
                "This is larger than %(limit)s million bytes. Sign in to bring as much as %(more)s."
            )
        return sentence % {"limit": limit // MILLION, "more": MEMBERS_BYTES // MILLION}
