from django import forms
from django.utils.translation import gettext_lazy as _

from core import names
from stories import limits


class VersionName(forms.Form):
    name = forms.CharField(
        label=_("Name of the version"),
        max_length=limits.VERSION_NAME,
        required=False,
        help_text=_("For yourself, such as “Before the new ending”. You may leave it empty."),
    )

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if name and not names.is_plain(name):
            raise forms.ValidationError(_("Use letters that can be seen."))
        return name
