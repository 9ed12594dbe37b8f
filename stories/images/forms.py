"""What an author says of a picture."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core import names
from stories import limits
from stories.images.making import LARGEST, Refused
from stories.images.refusals import sentence
from stories.models import Chapter, Story

KINDS = "image/jpeg,image/png,image/gif,image/webp,image/avif"


class AltForm(forms.Form):
    alt = forms.CharField(
        label=_("What it shows"),
        max_length=limits.ALTERNATIVE_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Some readers hear a story, and some pictures do not come through. Say what you would"
            " tell somebody on the phone."
        ),
    )

    def clean_alt(self):
        alt = " ".join(self.cleaned_data["alt"].split())
        if not names.is_seen(alt):
            raise forms.ValidationError(_("Use letters that can be seen."))
        return alt


class ImageForm(AltForm):
    file = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": KINDS}),
        help_text=_(
            "A JPEG, PNG, GIF, WebP or AVIF of at most 5 MB. It is made anew: where, when and with"
            " what it was taken is not kept."
        ),
    )

    field_order = ("file", "alt")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(sentence(Refused("heavy")))
        return file

    def clean(self):
        cleaned = super().clean()
        if self.errors and "file" not in self.errors:  # browsers give a file once
            self.add_error("file", _("Choose the picture again."))
        return cleaned


class PlaceForm(forms.Form):
    """Where a picture goes. A removed one goes nowhere: its author reads why on the list."""

    chapter = forms.ModelChoiceField(
        label=_("Chapter"),
        queryset=Chapter.objects.none(),
        empty_label=None,
        help_text=_("It becomes the last thing of the chapter’s draft. Readers do not see it yet."),
    )

    def __init__(self, *args, story: Story, **kwargs):
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["chapter"])
        field.queryset = story.chapters.in_place()
